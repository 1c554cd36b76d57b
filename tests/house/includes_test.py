"""The include directions of docs/design.md, and what keeps the house in order: who may include whom."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.M)

# Room -> rooms it may include besides itself. The order of the keys matters: the longest matching prefix wins.
BASE = {"gate/base"}
PLAIN = BASE | {"gate/model"}
CONTRACTS = {"gate/analyzer.h", "gate/policy.h"}
ALLOWED = {
    "gate/base": set(),
    "gate/model": BASE,
    "gate/analyzer.h": PLAIN,
    "gate/policy.h": PLAIN,
    "gate/config": PLAIN,
    "gate/scope": PLAIN,
    "gate/git": PLAIN,
    "gate/syntax": PLAIN,
    "gate/diagnostics": PLAIN,
    "gate/evidence": PLAIN | {"gate/diagnostics"},
    "gate/forge": PLAIN,
    "gate/worker": PLAIN,
    "gate/store": PLAIN,
    "gate/report": PLAIN,
    "gate/history": PLAIN | {"gate/git", "gate/store"},
    "analyzers/all.cpp": PLAIN | {"gate/analyzer.h", "analyzers", "analyzers/clang", "analyzers/patterns", "analyzers/risk"},
    "analyzers/risk": PLAIN | {"gate/analyzer.h", "gate/history"},
    "analyzers/patterns": PLAIN | {"gate/analyzer.h", "gate/syntax"},
    "analyzers/clang": PLAIN | {"gate/analyzer.h", "gate/syntax", "gate/worker"},
    "analyzers/plugins": PLAIN | {"gate/analyzer.h", "gate/syntax", "gate/worker", "gate/diagnostics"},
    "analyzers": PLAIN | {"gate/analyzer.h", "gate/syntax"},
    "policies": PLAIN | {"gate/policy.h"},
}
# Libraries that one room alone may name.
OWNED = {
    "git2": "gate/git", "tree_sitter/": "gate/syntax", "sqlite3": "gate/store", "curl/": "gate/forge",
    "expat": "gate/base", "re2/": "gate/diagnostics", "pcre2": "analyzers/patterns", "CLI/": "gate/cli", "clang/": "analyzers/clang/module", "llvm/": "analyzers/clang/module",
    "libfyaml": "gate/base", "toml++": "gate/base", "sodium": "gate/base", "linear.h": "analyzers/risk", "xgboost/": "analyzers/risk",
}


def room_of(path):
    named = [room for room in ALLOWED if path == room or path.startswith(room + "/")]
    return max(named, key=len) if named else None


def sources():
    for folder in ("gate", "analyzers", "policies", "plugins"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".h", ".cpp", ".c"):
                yield path.relative_to(ROOT).as_posix(), path.read_text()


class IncludeDirections(unittest.TestCase):
    def test_rooms_include_only_what_the_table_allows(self):
        wrong = []
        for path, text in sources():
            room = room_of(path)
            for included in INCLUDE.findall(text):
                target = room_of(included)
                if included.startswith("gate/cli/") and not path.startswith(("gate/cli/", "gate/main.cpp")):
                    wrong.append(f"{path}: nobody includes gate/cli ({included})")
                if room is None:
                    continue  # the pipeline (gate/*.cpp) and the command line may include every room
                if included.startswith("gate/") and target is None:
                    wrong.append(f"{path}: a room includes the pipeline ({included})")
                if target is None or target == room:
                    continue
                if target not in ALLOWED[room]:
                    wrong.append(f"{path}: {room} may not include {included}")
        self.assertEqual(wrong, [])

    def test_analyzers_and_policies_do_not_include_each_other(self):
        wrong = []
        for path, text in sources():
            parts = path.split("/")
            if parts[0] not in ("analyzers", "policies") or parts[1].startswith("all."):
                continue
            own = parts[1].removesuffix(".cpp").removesuffix(".h")
            for included in INCLUDE.findall(text):
                other = included.split("/")
                if other[0] == parts[0] and other[1].removesuffix(".h") not in (own, "all"):
                    wrong.append(f"{path}: {included}")
        self.assertEqual(wrong, [])

    def test_each_library_is_named_in_one_room(self):
        wrong = []
        for path, text in sources():
            for included in INCLUDE.findall(text):
                for prefix, owner in OWNED.items():
                    if included.startswith(prefix) and not path.startswith(owner + "/"):
                        wrong.append(f"{path}: only {owner} may name {included}")
        self.assertEqual(wrong, [])

    def test_there_is_something_to_look_at(self):
        self.assertGreater(len(list(sources())), 60)


if __name__ == "__main__":
    unittest.main()
