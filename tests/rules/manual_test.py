"""Manual, examples and completion say what the programs say: every key that the code asks for is described and shown, no other is;
so is every command and option. The code's own list of keys is what `xuanwangctl check` answers to an unknown one."""
import json
import os
import re
import subprocess
import tempfile
import unittest

import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("XW_BUILD", os.path.join(ROOT, "build"))
CTL = os.path.join(BUILD, "xuanwangctl")
UNKNOWN = "zz-unknown"


def read(*names):
    with open(os.path.join(ROOT, *names), encoding="utf-8") as f:
        return f.read()


def with_unknown_keys(value):
    """The same with one unknown key in every map."""
    if isinstance(value, dict):
        return {UNKNOWN: 1, **{str(key): with_unknown_keys(item) for key, item in value.items()}}
    return [with_unknown_keys(item) for item in value] if isinstance(value, list) else value


def uncommented(text):
    """An example in which the keys that are only hinted at ("# since: …") are set."""
    return re.sub(r"^( *)# (\w+: +\S)", r"\1\2", text, flags=re.M)


def plain(value):
    """Days are texts to us."""
    return json.loads(json.dumps(value, default=str))


def allowed(errors):
    """{path of a map: the keys it may have}; "" is the root, "units[]" any unit."""
    found = {}
    for line in errors.splitlines():
        told = re.search(r":\d+: ?(.*?)\.?%s: .*allowed(?: here)?:? (?:are )?(.*)$" % UNKNOWN, line)
        if told:
            path = re.sub(r"\[\d+\]", "[]", told.group(1))
            found.setdefault(path, set()).update(re.findall(r"[\w-]+", told.group(2)))
    return found


def keys_of(maps):
    """Whole names of all keys, {imap.port, …}."""
    return {(path + "." if path else "") + key for path, keys in maps.items() for key in keys}


def described(page):
    """The keys of a manual page: `.It Cm a.b , a.c`."""
    return {word for line in re.findall(r"^\.It Cm (.*)$", read("man", page), re.M) for word in re.split(r" , ", line)}


def keys_in(value, path=""):
    if isinstance(value, dict):
        for key, item in value.items():
            yield (path + "." if path else "") + str(key)
            yield from keys_in(item, (path + "." if path else "") + str(key))
    elif isinstance(value, list):
        for item in value:
            yield from keys_in(item, path + "[]")


def merged(value, more):
    """Two files' maps in one; `value` goes before `more`."""
    if not isinstance(value, dict):
        return value
    return {**more, **{key: merged(item, more[key]) if key in more else item for key, item in value.items()}}


def shipped_words():
    return plain(yaml.load(read("systemd", "vocabulary.yaml"), yaml.BaseLoader))


class KeysTest(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.config = plain(yaml.load(uncommented(read("systemd", "xuanwangd.yaml")), yaml.BaseLoader))
        self.campaign = plain(yaml.load(read("systemd", "campaigns", "2022.yaml"), yaml.BaseLoader))
        self.config["campaign"] = "campaign.yaml"

    def check(self, config, campaign):
        for name, value in (("xuanwangd.yaml", config), ("campaign.yaml", campaign)):
            with open(os.path.join(self.folder, name), "w", encoding="utf-8") as f:
                json.dump(value, f, ensure_ascii=False, indent=1)
        return subprocess.run([CTL, "check", "--config", os.path.join(self.folder, "xuanwangd.yaml")], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)

    def test_the_example_with_every_hint_is_in_order(self):
        done = self.check(self.config, self.campaign)
        self.assertEqual(0, done.returncode, done.stderr)

    def test_every_key_of_the_configuration(self):
        maps = allowed(self.check(with_unknown_keys(self.config), self.campaign).stderr)
        asked = keys_of(maps)
        self.assertGreater(len(asked), 25)
        # A map is described by its keys.
        self.assertEqual(sorted(asked - set(maps)), sorted(described("xuanwangd.yaml.5") - set(maps)), "code and xuanwangd.yaml(5)")
        # {flag: …} or {move: …}: one example cannot hold both.
        self.assertEqual(sorted(asked - {"imap.settled.move"}), sorted(set(keys_in(self.config))), "code and systemd/xuanwangd.yaml")

    def test_every_key_of_the_campaign(self):
        words = shipped_words()
        whole = {**merged(self.campaign, words), "add_words": words, "remove_words": words}
        asked = keys_of(allowed(self.check(self.config, with_unknown_keys(whole)).stderr))
        changes = {change: {key.removeprefix(change + ".") for key in asked if key.startswith(change + ".")} for change in ("add_words", "remove_words")}
        asked = {key for key in asked if not key.startswith(tuple(change + "." for change in changes))}
        self.assertGreater(len(asked), 80)
        self.assertEqual(sorted(asked), sorted(described("xuanwangd-campaign.5")), "code and xuanwangd-campaign(5)")
        hinted = {"units[].target", "labels.unit.second", "remove_words"}
        self.assertEqual([], sorted(asked - set(keys_in(whole)) - hinted), "in no example")
        # What changes the vocabulary has its keys, and those alone.
        self.assertEqual(changes["add_words"], changes["remove_words"])
        self.assertLess(changes["add_words"], asked)
        own = asked - changes["add_words"] - set(changes)
        self.assertEqual([], sorted(key for key in own if key.split(".")[0].split("[")[0] in words), "the vocabulary's, but not to be changed")
        self.assertEqual([], sorted(set(keys_in(words)) - changes["add_words"]), "words of no key")


class CommandsTest(unittest.TestCase):
    def setUp(self):
        self.help = subprocess.run([CTL, "--help"], text=True, stdout=subprocess.PIPE, check=True).stdout
        self.commands = re.findall(r"^  ([a-z][a-z-]*) ", self.help, re.M)
        self.options = set(re.findall(r"--[a-z-]+", self.help))
        self.assertIn("status", self.commands)

    def test_every_command_and_option_is_described(self):
        page = read("man", "xuanwangctl.1")
        self.assertEqual(sorted(self.commands), sorted(re.findall(r"^\.It Cm (\S+)", page, re.M)))
        for option in self.options:
            self.assertRegex(page, r"Fl -%s\b" % option[2:])

    def complete(self, *words):
        """What bash offers for the last word."""
        script = ". %s/man/xuanwangctl.bash-completion; COMP_WORDS=(%s \"$@\"); COMP_CWORD=$#; _xuanwangctl; printf '%%s\\n' \"${COMPREPLY[@]}\"" % (ROOT, CTL)
        done = subprocess.run(["bash", "-euc", script, "bash", *words], text=True, stdout=subprocess.PIPE, check=True, cwd=ROOT)
        return done.stdout.split()

    def test_completion(self):
        self.assertEqual(sorted(self.commands), sorted(self.complete("")))
        self.assertEqual(["inspect"], self.complete("ins"))
        self.assertEqual(["filed"], self.complete("list", "f"))
        self.assertEqual(["README.md"], self.complete("inspect", "README.m"))
        self.assertEqual(["README.md"], self.complete("--config", "README.m"))
        self.assertLessEqual({"--json", "--config", "--campaign"}, set(self.complete("status", "--")))


class PagesTest(unittest.TestCase):
    def test_pages_are_well_formed(self):
        """What mandoc calls a matter of style is ours."""
        pages = sorted(os.path.join(ROOT, "man", name) for name in os.listdir(os.path.join(ROOT, "man")) if re.search(r"\.[1-8]$", name))
        self.assertEqual(5, len(pages))
        said = subprocess.run(["mandoc", "-Tlint", "-Wwarning", *pages], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.assertEqual("", said.stdout)


if __name__ == "__main__":
    unittest.main()
