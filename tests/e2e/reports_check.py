"""Reports against what their consumers take: JSON Schemas by ajv, JUnit by the rules of Jenkins and GitLab."""
import re
import subprocess
import xml.etree.ElementTree as ElementTree

from repo import ROOT

VALIDATE = ROOT / "tests" / "schemas" / "validate.mjs"

# Jenkins' schema: attributes, and the order of children.
SUITES = {"name", "tests", "failures", "errors", "skipped", "disabled", "time"}
SUITE = SUITES | {"timestamp", "hostname", "id", "package"}
CASE = {"name", "classname", "time", "file", "assertions", "status"}
OUTCOMES = ("skipped", "error", "failure")


def validate(test, schema, *files):
    """Skips the test where ajv is not installed."""
    if not schema.exists():
        test.skipTest(f"{schema} is not there")
    try:
        done = subprocess.run(["node", VALIDATE, schema, *files], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        test.skipTest("node is not installed")
    if done.returncode == 77:
        test.skipTest(done.stderr.strip())
    test.assertEqual(done.returncode, 0, done.stderr[:4000])


def _case(test, element):
    test.assertEqual(element.tag, "testcase")
    test.assertLessEqual(set(element.attrib), CASE)
    test.assertTrue(element.get("name") and element.get("classname"))
    test.assertGreaterEqual(float(element.get("time")), 0)
    outcome = "passed"
    for child in element:
        if child.tag == "system-out":
            test.assertEqual(outcome, "passed")
            continue
        test.assertIn(child.tag, OUTCOMES)
        test.assertEqual(len(element), 1, "one outcome a case")
        test.assertLessEqual(set(child.attrib), {"type", "message"})
        test.assertTrue(child.get("message"))
        if child.tag != "skipped":
            test.assertTrue(child.get("type") and child.text)
        outcome = child.tag
    return {"name": element.get("name"), "class": element.get("classname"), "file": element.get("file"), "outcome": outcome,
            "text": "".join(element.itertext())}


def _count(test, element, cases):
    outcomes = [case["outcome"] for case in cases]
    for attribute, outcome in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        test.assertEqual(int(element.get(attribute)), outcomes.count(outcome))
    test.assertEqual(int(element.get("tests")), len(cases))


def check_junit(test, text):
    """The test cases of a JUnit report, after a strict look at it."""
    root = ElementTree.fromstring(text.encode())
    test.assertEqual(root.tag, "testsuites")
    test.assertLessEqual(set(root.attrib), SUITES)
    cases, seen = [], set()
    for suite in root:
        test.assertEqual(suite.tag, "testsuite")
        test.assertLessEqual(set(suite.attrib), SUITE)
        test.assertTrue(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.get("timestamp")))
        test.assertGreater(len(suite), 0, "a suite that says nothing")
        own = [_case(test, element) for element in suite]
        _count(test, suite, own)
        for case in own:
            key = (suite.get("name"), case["class"], case["name"])
            test.assertNotIn(key, seen, "GitLab takes two cases of one name for one")
            seen.add(key)
        cases += own
    _count(test, root, cases)
    test.assertGreater(len(cases), 0)
    return cases
