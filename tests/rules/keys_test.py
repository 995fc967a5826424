"""Each key of configuration, campaign and vocabulary with bad values: `xuanwangctl check` names file, line, key and what is allowed. The keys
are those of the examples, which manual_test.py holds against the code; what each may be stands in the tables below."""
import copy
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

import yaml

from rules.manual_test import CTL, ROOT, plain, read, shipped_words, uncommented

# Out of these, one less and one more is refused; and so is what only begins with a number.
NUMBERS = {
    "imap.port": (1, 65535), "smtp.port": (1, 65535), "imap.poll_seconds": (5, 3600), "storage.least_free_mib": (16, 1 << 20),
    "alarm.after_minutes": (5, 1440), "alarm.again_hours": (1, 720),
    "answers.per_address_per_day": (1, 1000), "answers.per_hour": (1, 1000000), "answers.per_day": (1, 1000000),
    "answers.summary_hour": (0, 23), "answers.bounce_silence_days": (0, 3650),
    "year": (2000, 2999), "link_warning_days": (0, 365), "units[0].target": (0, 100000), "targets.activities_per_unit": (0, 100000),
    **{"targets." + key: (0, 1 << 50) for key in ("unions", "propagandists", "enterprises", "employees", "reach")},
}
CHOICES = {"imap.tls": "implicit, starttls, plain", "smtp.tls": "implicit, starttls, plain", "digest.when_quiet": "no, yes, false, true",
           "clamd.when_absent": "pass, hold", "digest.workbook": "no, yes, false, true",
           "sandbox.require_landlock": "no, yes, false, true", "sub_projects[0].performed": "no, yes, false, true",
           "retention.keep": "counts, register"}
# Values of the right form and the wrong meaning, and what is said of them.
MEANINGS = [
    ("account.address", "office", "must be a mail address like"), ("account.address", "a b@example.org", "must be a mail address"),
    ("staff[0]", "nobody", "must be a mail address"), ("alarm.to[0]", "nobody", "must be a mail address"),
    ("alarm.command[0]", "mail", "must be the whole path"), ("answers.since", "2022-02-30", "must be a day like"),
    ("answers.since", "yesterday", "must be a day like"), ("imap.tls", "plain", "for this machine only"),
    ("id", "Campaign 2022", "only a-z, 0-9 and hyphens"), ("receipt_prefix", "20x2", "one to four digits"),
    ("receipt_prefix", "20220", "one to four digits"), ("time_zone", "Mars/Olympus", "Mars/Olympus"),
    ("works_until", "2022-13-01", "is no date"), ("statistics_until", "soon", "is no date"),
    ("retention.after", "2023-13-01", "is no date"), ("retention.after", "2022-01-01", "must not be before"),
    ("folders.open", "a/b", "one folder's name"), ("folders.ended", "../x", "one folder's name"), ("folders.statistics", ".x", "one folder's name"),
    ("folders.reports", "/x", "one folder's name"), ("folders.rest", "a/../b", "one folder's name"),
    ("sub_projects[0].folder", "../../etc", "one folder's name"), ("sub_projects[0].id", "Ä", "only a-z, 0-9 and hyphens"),
    ("sub_projects[0].required[0]", "age", "is no label"), ("units[0].id", "a b", "only a-z, 0-9 and hyphens"),
    ("sub_projects", [], "at least one sub-project"), ("labels.foreign[0]", "姓名", "one word has one meaning"),
]
# What must be there. All else may be left out, and check says nothing.
REQUIRED = {
    "account", "account.address", "account.display_name", "imap", "imap.host", "imap.port", "imap.user", "smtp", "smtp.host", "smtp.port",
    "smtp.user", "storage", "storage.state", "storage.archive", "campaign", "staff", "alarm.to",
    "id", "name", "year", "receipt_prefix", "office_name", "office_contact", "time_zone", "works_until", "statistics_until", "folders",
    "retention.after", "folders.open", "folders.ended", "folders.statistics", "folders.reports", "folders.rest", "targets", "sub_projects", "sub_projects[0].id",
    "sub_projects[0].name", "sub_projects[0].short_name", "sub_projects[0].folder", "sub_projects[0].strong", "sub_projects[0].required",
    "units[0].id", "units[0].name",
}
# … in the vocabulary. A campaign need not have any of its keys.
REQUIRED_WORDS = {
    "labels", "labels.unit", "labels.name", "labels.contact", "labels.title", "statistics", "statistics.titles", "statistics.totals", "statistics.people", "statistics.columns", "statistics.columns.activity",
    "statistics.columns.date", "statistics.columns.participants", "reports", "reports.verbs", "reports.people",
}


def steps(path):
    return [int(step) if step.isdigit() else step for step in re.findall(r"\w[\w-]*", path)]


def at(value, path):
    for step in steps(path):
        value = value[step]
    return value


def replaced(value, path, new):
    value = copy.deepcopy(value)
    *before, last = steps(path)
    holder = value
    for step in before:
        holder = holder[step]
    holder[last] = new
    return value


def without(value, path):
    value = copy.deepcopy(value)
    *before, last = steps(path)
    holder = value
    for step in before:
        holder = holder[step]
    del holder[last]
    return value


def paths(value, path=""):
    """Every key, of lists of maps those of the first; and the first entry of every list of words."""
    if isinstance(value, dict):
        for key, item in value.items():
            whole = (path + "." if path else "") + key
            yield whole
            yield from paths(item, whole)
    elif isinstance(value, list) and value:
        first = path + "[0]"
        if isinstance(value[0], str):
            yield first
        yield from paths(value[0], first)


def shown(path):
    """As check names it: entries are counted from 1."""
    return re.sub(r"\[(\d+)\]", lambda m: "[%d]" % (int(m.group(1)) + 1), path)


def examples():
    """The shipped ones, with what only some entry of a list has in the first, and with words that the campaign changes."""
    config = plain(yaml.load(uncommented(read("systemd", "xuanwangd.yaml")), yaml.BaseLoader))
    campaign = plain(yaml.load(read("systemd", "campaigns", "2022.yaml"), yaml.BaseLoader))
    config["campaign"] = "campaign.yaml"
    campaign["sub_projects"][0].setdefault("performed", "no")
    campaign["units"][0].setdefault("target", "5")
    words = shipped_words()
    campaign["remove_words"] = {"spam_words": ["大典"], "labels": {"name": {"second": ["出镜"]}}}
    campaign["placeholders"] = {"whole": ["略"]} # a list of its own
    return {"xuanwangd.yaml": config, "campaign.yaml": campaign, "vocabulary.yaml": words}


class Keys:
    """For one of the files; `self.whole` is the file as a value."""

    required = REQUIRED

    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.values = examples()
        self.whole = self.values[self.name]
        for name, value in self.values.items():
            self.write(name, value)
        # The vocabulary is read from beside the program.
        shutil.copy(CTL, self.folder)
        os.symlink(os.path.join(ROOT, "systemd", "templates"), os.path.join(self.folder, "templates"))

    def write(self, name, value):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as f:
            json.dump(value, f, ensure_ascii=False, indent=1)

    def check(self, value):
        self.write(self.name, value)
        done = subprocess.run([os.path.join(self.folder, "xuanwangctl"), "check", "--config", os.path.join(self.folder, "xuanwangd.yaml")], text=True, capture_output=True, check=False)
        return done.returncode, done.stderr

    def refuses(self, value, path, said):
        with self.subTest(path):
            code, errors = self.check(value)
            self.assertEqual(1, code, errors)
            self.assertRegex(errors, r"%s:\d+: (%s: )?.*%s" % (re.escape(self.name), re.escape(shown(path)), said))
            self.assertIn(shown(path).split(".")[-1].split("[")[0], errors)

    def own(self, table):
        """Those rows of a table that this file has."""
        all_paths = set(paths(self.whole))
        return [row for row in table if (row[0] if isinstance(row, tuple) else row) in all_paths]

    def test_wrong_types(self):
        for path in paths(self.whole):
            value = at(self.whole, path)
            bad, said = (("x", "must be a mapping") if isinstance(value, dict) else ("x", "must be a list") if isinstance(value, list)
                         else ({"x": "y"}, "must be a single value"))
            self.refuses(replaced(self.whole, path, bad), path, said)

    def test_unknown_keys(self):
        for path in ["", *(path for path in paths(self.whole) if isinstance(at(self.whole, path), dict))]:
            whole = (path + "." if path else "") + "zz-unknown"
            self.refuses(replaced(self.whole, whole, "1"), whole, "is no known key here; allowed: ")

    def test_what_is_missing(self):
        for path in paths(self.whole):
            if path.endswith("]"):
                continue
            if path in self.required:
                key = path.split(".")[-1]
                self.refuses(without(self.whole, path), path.rpartition(".")[0], 'the key "%s" is missing' % key)
            else:
                with self.subTest(path):
                    self.assertEqual((0, ""), self.check(without(self.whole, path)))

    def test_numbers(self):
        for path in self.own(NUMBERS):
            least, most = NUMBERS[path]
            for bad in (str(least - 1), str(most + 1), "%dx" % least, "", "1e3"):
                self.refuses(replaced(self.whole, path, bad), path, "must be a whole number from %d to %d" % (least, most))
        numeric = {path for path in paths(self.whole) if isinstance(at(self.whole, path), str) and re.fullmatch(r"-?\d+", at(self.whole, path))}
        self.assertEqual(set(), numeric - set(NUMBERS) - {"receipt_prefix", "id", "office_phones[0]"}, "which bounds?")

    def test_choices(self):
        for path in self.own(CHOICES):
            self.refuses(replaced(self.whole, path, "maybe"), path, "must be one of: " + CHOICES[path])
        words = {path for path in paths(self.whole) if isinstance(at(self.whole, path), str) and at(self.whole, path) in ("yes", "no", "implicit")}
        self.assertEqual(set(), words - set(CHOICES), "which choices?")

    def test_meanings(self):
        for path, bad, said in self.own(MEANINGS):
            self.refuses(replaced(self.whole, path, bad), path, said)

    def test_all_is_told_at_once(self):
        value, count = self.whole, 0
        for path, bad, _ in self.own(MEANINGS):
            if at(value, path) == at(self.whole, path) and bad != []:
                value, count = replaced(value, path, bad), count + 1
        errors = self.check(value)[1]
        self.assertGreaterEqual(len(re.findall(r":\d+: ", errors)), count, errors)


class ConfigurationKeysTest(Keys, unittest.TestCase):
    name = "xuanwangd.yaml"


class Words:
    def test_words(self):
        for path in paths(self.whole):
            value = at(self.whole, path)
            if path.endswith("]") or not isinstance(value, list) or (value and not isinstance(value[0], str)) or path.endswith("required"):
                continue
            self.refuses(replaced(self.whole, path, ["甲", ""]), path + "[1]", "is empty")
            self.refuses(replaced(self.whole, path, ["甲", "甲"]), path + "[1]", "stands here twice")


class CampaignKeysTest(Words, Keys, unittest.TestCase):
    name = "campaign.yaml"


class VocabularyKeysTest(Words, Keys, unittest.TestCase):
    name = "vocabulary.yaml"
    required = REQUIRED_WORDS


class TablesTest(unittest.TestCase):
    def test_no_row_is_about_a_key_that_is_gone(self):
        known = {path for value in examples().values() for path in paths(value)}
        rows = {*NUMBERS, *CHOICES, *REQUIRED, *REQUIRED_WORDS, *(path for path, _, _ in MEANINGS)}
        self.assertEqual(set(), rows - known)


if __name__ == "__main__":
    unittest.main()
