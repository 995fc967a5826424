"""Rules of the house that no compiler knows: who may include what, how long things may be, what may not stand anywhere."""
import os
import re
import subprocess
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CODE = ("base", "schema", "daemon", "parsers", "tests")
FUNCTION_LINES = 70
FILE_LINES = 500

# A folder is a privilege: what its files may include of ours besides their own folder.
MAY_INCLUDE = {
    "base": (),
    "schema": ("base",),
    "parsers": ("base", "schema", "parsers/understand"),  # main and the zygote; a format knows nothing of what it is read for
    "parsers/understand": ("base", "schema", "parsers"),
    "daemon": ("base", "schema", "daemon/fetch", "daemon/keep", "daemon/net", "daemon/send"),  # main and the table of roles
    "daemon/net": ("base", "schema"),
    "daemon/fetch": ("base", "schema", "daemon", "daemon/net"),
    "daemon/send": ("base", "schema", "daemon", "daemon/net"),
    "daemon/keep": ("base", "schema", "daemon"),
    "daemon/export": ("base", "schema", "daemon/keep"),
    "daemon/probe": ("base", "schema", "daemon", "daemon/net", "daemon/fetch", "daemon/send"),  # one stage, one process, one of these
    "daemon/ctl": ("base", "schema", "daemon", "daemon/keep", "daemon/export"),
}
# A library's header stands only where its job is done.
LIBRARY_FOLDERS = {
    "sqlite3.h": ("daemon/keep",),
    "libetpan/": ("daemon/net", "daemon/fetch", "daemon/send"),
    "gnutls/": ("daemon/net",),
    "gmime/": ("parsers", "daemon/keep"),
    "magic.h": ("parsers",),
    "libxslt/": ("daemon/keep",),
    "yaml.h": ("schema",),
    "jansson.h": ("daemon/ctl", "daemon/probe", "daemon/export", "schema"),
    "systemd/": ("daemon",),
    "xlsxwriter.h": ("daemon/export",),
    "seccomp.h": ("base",),
}
# The same border as the linker shows it.
NEVER_LINKED = {
    "xuanwang-parse": ("libsqlite3", "libetpan", "libgnutls", "libxslt"),
    "xuanwangd": ("libmagic", "libxlsxwriter"),
}
UNSAFE = ("gets", "strcpy", "strcat", "sprintf", "vsprintf", "strtok", "system", "popen", "alloca", "tmpnam", "mktemp")
MARKS = ("TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK")
FOREIGN_PATHS = ("/wo" "rk/", "../sha" "red", "/ro" "ot/")


def files(*extensions, folders=CODE):
    for folder in folders:
        for path, _, names in os.walk(os.path.join(ROOT, folder)):
            for name in sorted(names):
                if name.endswith(extensions):
                    yield os.path.relpath(os.path.join(path, name), ROOT)


def texts():
    """Every text file of the project except corpus, cases, fixtures, seeds, vocabulary and campaigns, which are data, and what was built."""
    for path, folders, names in os.walk(ROOT):
        below = os.path.relpath(path, ROOT)
        names = [] if below.startswith("tests/strangers/") else names  # mails
        folders[:] = [f for f in folders if not re.match(r"\.git$|build|demo$|__pycache__$", f) or below != "."]
        for name in names:
            name = os.path.normpath(os.path.join(below, name))
            if name != ".git" and not name.startswith(("tests/corpus/", "tests/strangers/worked/", "tests/strangers/third/", "tests/cases/2", "tests/cases/3", "tests/cases/assets/", "tests/cases-2025/2", "tests/fixtures/", "tests/fuzz/seeds/", "systemd/campaigns/", "systemd/vocabulary.yaml")) and not name.endswith(".pyc"):
                yield name


def read(name):
    with open(os.path.join(ROOT, name), encoding="utf-8") as f:
        return f.read()


def folder_of(name):
    """The privilege that a file belongs to: its longest listed folder."""
    fitting = [f for f in MAY_INCLUDE if name.startswith(f + "/")]
    return max(fitting, key=len) if fitting else None


class RulesTest(unittest.TestCase):
    def fail_on(self, faults):
        faults = list(faults)
        if faults:
            self.fail("\n" + "\n".join(faults))

    def test_functions_fit_a_screen(self):
        def faults():
            for name in files(".c"):
                start = None
                for number, line in enumerate(read(name).splitlines(), 1):
                    if line == "{":
                        start = number
                    elif line == "}" and start:
                        if number - start - 1 > FUNCTION_LINES:
                            yield "%s:%d: a function of %d lines" % (name, start, number - start - 1)
                        start = None
        self.fail_on(faults())

    def test_files_have_one_subject(self):
        self.fail_on("%s: %d lines" % (name, read(name).count("\n")) for name in files(".c", ".h", ".py")
                     if read(name).count("\n") > FILE_LINES)

    def test_folders_include_only_what_they_may(self):
        def faults():
            for name in files(".c", ".h"):
                own = folder_of(name)
                for included in re.findall(r'^#include "([^"]+)"', read(name), re.M) if own else ():
                    if "/" not in included:
                        continue
                    other = folder_of(included)
                    if other and other != own and other not in MAY_INCLUDE[own]:
                        yield "%s: includes %s" % (name, included)
        self.fail_on(faults())

    def test_libraries_stay_where_their_job_is(self):
        def faults():
            for name in files(".c", ".h", folders=("base", "schema", "daemon", "parsers")):
                for included in re.findall(r"^#include <([^>]+)>", read(name), re.M):
                    for header, folders in LIBRARY_FOLDERS.items():
                        if included.startswith(header) and folder_of(name) not in folders:
                            yield "%s: includes <%s>" % (name, included)
        self.fail_on(faults())

    def test_programs_link_only_what_they_may(self):
        def faults():
            for program, forbidden in NEVER_LINKED.items():
                path = os.path.join(os.environ.get("XW_BUILD", os.path.join(ROOT, "build")), program)
                needed = subprocess.run(["readelf", "-d", path], check=True, stdout=subprocess.PIPE).stdout.decode()
                for library in forbidden:
                    if "[%s" % library in needed:
                        yield "%s is linked with %s" % (program, library)
        self.fail_on(faults())

    def test_outcomes_must_be_used(self):
        """Every declared function that returns an outcome makes the compiler insist on it; x_fail() only passes one on."""
        def faults():
            for name in files(".h"):
                for number, line in enumerate(read(name).splitlines(), 1):
                    if re.match(r"(static inline )?enum outcome \w+\(", line) and not re.match(r"enum outcome (\w+_)?fail(_errno)?\(", line):
                        yield "%s:%d: without MUST_USE" % (name, number)
        self.fail_on(faults())

    def test_no_unsafe_calls(self):
        pattern = re.compile(r"(?<![\w.>])(%s)\s*\(" % "|".join(UNSAFE))
        self.fail_on("%s:%d: %s" % (name, number, line.strip()) for name in files(".c", ".h")
                     for number, line in enumerate(read(name).splitlines(), 1)
                     if pattern.search(re.sub(r'"(\\.|[^"\\])*"|/?\*.*|//.*', "", line)))

    def test_structs_have_no_typedef(self):
        self.fail_on("%s: typedef of a struct or enum" % name for name in files(".c", ".h")
                     if re.search(r"^\s*typedef\s+(struct|enum|union)\b[^(]*[{;]", read(name), re.M))

    def test_headers_have_a_guard_of_their_own(self):
        seen = {}
        for name in files(".h"):
            guard = re.search(r"^#ifndef (\w+)\n#define \1\n", read(name), re.M)
            stem = re.sub(r"[.-]", "_", os.path.basename(name)).upper()
            self.assertTrue(guard and guard.group(1).endswith(stem), "%s: no guard that ends in %s" % (name, stem))
            self.assertNotIn(guard.group(1), seen, name)
            seen[guard.group(1)] = name

    def test_files_begin_by_saying_what_they_are(self):
        self.fail_on("%s: no comment at its head" % name for name in files(".h") if not read(name).startswith("/*"))

    def test_no_marks_of_unfinished_work(self):
        pattern = re.compile(r"\b(%s)\b" % "|".join(MARKS))
        self.fail_on("%s: %s" % (name, pattern.search(read(name)).group()) for name in texts() if pattern.search(read(name)))

    def test_no_paths_of_one_machine(self):
        self.fail_on("%s: %s" % (name, path) for name in texts() for path in FOREIGN_PATHS if path in read(name))

    def test_dictionaries_are_of_the_fuzzers_grammar(self):
        """libFuzzer ends at once over any other line, in its first second, when nobody looks."""
        word = re.compile(r'(\w+=)?"([ !#-\[\]-~]|\\["\\]|\\x[0-9a-fA-F]{2})+"$', re.A)
        self.fail_on("%s:%d: no word of a dictionary" % (name, number)
                     for name in files(".dict") for number, line in enumerate(read(name).splitlines(), 1)
                     if line and not line.startswith("#") and not word.match(line))

    def test_text_is_clean(self):
        def faults():
            for name in texts():
                text = read(name)
                if text and not text.endswith("\n"):
                    yield "%s: no newline at its end" % name
                for number, line in enumerate(text.splitlines(), 1):
                    if line != line.rstrip():
                        yield "%s:%d: white space at the line's end" % (name, number)
        self.fail_on(faults())


if __name__ == "__main__":
    unittest.main()
