"""Characters that let code be read in another way than it looks, on the lines of a change."""
import unittest

from repo import Repo

BIDI, INVISIBLE = "gate/bidirectional-control", "gate/invisible-character"

# The text that a change adds, and what it finds there: (rule, line, column in bytes, severity).
FOUND = {
    # The three forms of the paper "Trojan Source: Invisible Vulnerabilities" (section IV).
    "early_return.py": ("x = 1\n''' Subtract funds \u2067''' ;return\n", [(BIDI, 2, 20, "high")]),
    "commenting_out.c": ("/*\u202e } \u2066if (admin)\u2069 \u2066 begin admins only */\n", [(BIDI, 1, 3, "high")]),
    "stretched_string.js": ('if (level != "user\u202e \u2066// Check\u2069 \u2066") {}\n', [(BIDI, 1, 19, "high")]),
    "end_without_beginning.c": ("// a \u202c b\n", [(BIDI, 1, 6, "high")]),
    "crossed.c": ("// \u202b \u2067 \u202c \u2069\n", [(BIDI, 1, 4, "high")]),
    "lines_apart.c": ("// \u2067\n// \u2069\n", [(BIDI, 1, 4, "high"), (BIDI, 2, 4, "high")]),
    "isolated.c": ('char* s = "\u2068name\u2069";\n', [(BIDI, 1, 12, "medium")]),
    "nested.c": ("// \u202a \u202d \u2066 \u2067 \u2069 \u2069 \u202c \u202c\n", [(BIDI, 1, 4, "medium")]),
    "marks.c": ("// \u200e\n// \u200f\n// \u061c\n", [(BIDI, line, 4, "medium") for line in (1, 2, 3)]),
    "names.py": ("admin = 1\nad\u200bmin = 2\n", [(INVISIBLE, 2, 3, "medium")]),
    "others.txt": ("".join(f"a{c}b\n" for c in "\u200c\u200d\u2060\u2063\u00ad\u115f\u1160\u3164\uffa0\U000e0041\ufeff"),
                   [(INVISIBLE, line, 2, "medium") for line in range(1, 12)]),
    "both.c": ("// \u202e\u200b\n", [(BIDI, 1, 4, "high"), (INVISIBLE, 1, 7, "medium")]),
    "second_mark.py": ("\ufeff\ufeffa = 1\n", [(INVISIBLE, 1, 4, "medium")]),
    "mark_on_second_line.py": ("a = 1\n\ufeffb = 1\n", [(INVISIBLE, 2, 1, "medium")]),
    "tags_after_a_flag.txt": ("\U0001f3f4\U000e0068\U000e0069\U000e007f\n", [(INVISIBLE, 1, 5, "medium")]),
    "emoji_beside_code.py": ("a = 1 # \U0001f600\u200dx\n", [(INVISIBLE, 1, 13, "medium")]),
    "no_end_of_line.py": ("a = 1 # \u200d", [(INVISIBLE, 1, 9, "medium")]),
}

# What text needs to be written well.
NEEDED = {
    "order_mark.py": "\ufeffa = 1\n",
    "emoji.py": "a = '\U0001f469\u200d\U0001f4bb \U0001f468\U0001f3fd\u200d\u2695\ufe0f \u2764\ufe0f\u200d\U0001f525'\n",
    "flags.py": "a = '\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f'\n",
    "persian.py": "a = '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'\n",
    "hindi.py": "a = '\u0915\u094d\u200d\u0937 \u0915\u094d\u200c\u0937'\n",
    "sinhala.py": "a = '\u0dc1\u0dca\u200d\u0dbb\u0dd3'\n",
    "letters.py": "a = '\u05e9\u05dc\u05d5\u05dd \u4f60\u597d gr\u00fc\u00df \ud55c\uad6d'\n",
    "latin_1.c": b"// \xad \xfc\n",
    "notes.md": "a \u200b b\n",  # no source
}


def found(result):
    """By path: (rule, line, column, severity) of what is new."""
    out = {}
    for finding in result.findings():
        if finding["rule"] in (BIDI, INVISIBLE):
            place = (finding["rule"], finding["line"], finding["column"], finding["severity"])
            out.setdefault(finding["path"], []).append(place)
    return {path: sorted(places, key=lambda place: (place[1], place[0])) for path, places in out.items()}


class Invisible(unittest.TestCase):
    def test_what_is_found(self):
        with Repo() as repo:
            repo.commit({"README": "a\n"})
            repo.commit({**{path: text for path, (text, _) in FOUND.items()}, **NEEDED})
            self.assertEqual(found(repo.check("HEAD~1..HEAD")), {path: places for path, (_, places) in FOUND.items()})

    def judged(self, before, after):
        with Repo() as repo:
            repo.commit(before)
            repo.commit(after)
            return repo.check("HEAD~1..HEAD")

    def test_a_control_without_partner_blocks_and_no_comment_hides_it(self):
        result = self.judged({"a.c": "int a;\n"}, {"a.c": "int a; // gate:ignore[*] looks fine \u202e\n"})
        self.assertEqual(result.code, 1, result.out)
        self.assertEqual([f["rule"] for f in result.json["findings"] if f["blocking"]], [BIDI])
        self.assertIn("U+202E (right-to-left override)", result.json["findings"][0]["message"])

    def test_what_stays_or_moves_is_not_new(self):
        lines = ["first = compute(1)  # before \u200b after", "second = compute(2)  # plain",
                 "third = compute(3)  # before \u202e after", "fourth = compute(4)  # plain"]
        result = self.judged({"a.py": "\n".join(lines) + "\n"}, {"a.py": "\n".join(["fifth = compute(5)", *reversed(lines)]) + "\n"})
        self.assertEqual((found(result), result.code), ({}, 0), result.out)
        self.assertEqual(sorted(finding["rule"] for finding in result.findings("existing")), [BIDI, INVISIBLE])

    def test_the_rules_have_levels(self):
        config = {".gate.yml": f"version: 1\nrules: {{ '{BIDI}': warn, '{INVISIBLE}': off }}\n"}
        result = self.judged({"a.c": "int a;\n", **config}, {"a.c": "int a; // \u202e\u200b\n"})
        self.assertEqual((found(result), result.code), ({"a.c": [(BIDI, 1, 11, "high")]}, 0), result.out)

    def test_many_hide_none_that_blocks(self):
        text = "// \u200e\u200b\n" * 1000 + "// \u202e\n" * 1000
        result = self.judged({"a.c": "int a;\n"}, {"a.c": text})
        severities = [severity for _, _, _, severity in found(result)["a.c"]]
        self.assertEqual((severities.count("medium"), severities.count("high")), (100, 100))

    def test_explain_says_what_they_are(self):
        with Repo() as repo:
            for rule in (BIDI, INVISIBLE):
                self.assertIn("Good", repo.gate("explain", rule).out)


if __name__ == "__main__":
    unittest.main()
