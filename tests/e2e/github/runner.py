"""A runner of GitHub Actions, as far as a composite action and a workflow's own steps need one: real event payloads, the files and variables that
the runner sets, the few expressions that are used, the bash steps."""
import copy
import functools
import json
import os
import pathlib
import re
import subprocess
import unittest

from repo import GATE, ROOT, Repo

HERE = pathlib.Path(__file__).parent
PAYLOADS = HERE / "node_modules/@octokit/webhooks-examples/api.github.com/index.json"


@functools.cache
def payloads():
    if not PAYLOADS.exists():
        raise unittest.SkipTest("GitHub's payloads are not installed: run scripts/setup")
    return {event["name"]: event["examples"] for event in json.loads(PAYLOADS.read_text())}


def payload(event, action=None, **changes):
    """GitHub's own example of the event, with `changes` merged into it."""
    def merge(into, change):
        for key, value in change.items():
            if isinstance(value, dict) and isinstance(into.get(key), dict):
                merge(into[key], value)
            else:
                into[key] = value
        return into
    chosen = next(each for each in payloads()[event] if action in (None, each.get("action")))
    return merge(copy.deepcopy(chosen), changes)


def yaml_of(path):
    try:
        import yaml
    except ImportError as error:
        raise unittest.SkipTest("python3-yaml is not installed: run scripts/setup") from error

    class Loader(yaml.SafeLoader):  # YAML 1.2, as GitHub reads it: only true and false are booleans
        yaml_implicit_resolvers = {key: [(tag, regexp) for tag, regexp in value if tag != "tag:yaml.org,2002:bool"]
                                   for key, value in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    return yaml.load(pathlib.Path(path).read_text(), Loader)


def evaluate(expression, contexts):
    """An expression of names, texts, always(), ==, !=, && and ||."""
    def value(word):
        word = word.strip()
        if word == "always()":
            return True
        if word.startswith("'"):
            return word[1:-1]
        at = contexts
        for key in word.split("."):
            at = at.get(key, "") if isinstance(at, dict) else ""
        return at

    def comparison(text):
        for operator, work in (("==", lambda a, b: a == b), ("!=", lambda a, b: a != b)):
            if operator in text:
                return work(*[value(side) for side in text.split(operator)])
        return value(text)

    for alternative in expression.split("||"):
        result = True
        for part in alternative.split("&&"):
            result = comparison(part) if result else result
        if result:
            return result
    return result


def substitute(text, contexts):
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: str(evaluate(found[1], contexts)), str(text))


class Job:
    """What a job's steps left behind."""

    def __init__(self):
        self.code, self.out, self.outputs, self.summary, self.steps = 0, "", {}, "", {}


class Runner(Repo):
    """A checkout as actions/checkout leaves it for a pull request: HEAD is the merge commit of `topic` into main."""

    def __init__(self, base_files, head_files):
        super().__init__()
        self.base = self.commit(base_files, "base")
        self.git("checkout", "-q", "-b", "topic")
        self.head = self.commit(head_files, "head")
        self.git("checkout", "-q", "main")
        self.commit({"other.txt": "moved on\n"}, "main moved on")
        self.merge()

    def merge(self):
        self.git("checkout", "-q", "--detach", "main")
        self.git("merge", "-q", "--no-ff", "-m", "merge", "topic")
        self.merged = self.git("rev-parse", "HEAD")

    def push(self, files):
        """Another commit on the pull request's branch, and its new merge."""
        self.git("checkout", "-q", "topic")
        self.head = self.commit(files, "more")
        self.merge()

    def patches(self):
        """The pull request's files as GitHub lists them."""
        files = []
        for name in self.git("diff", "--name-only", "main...topic").splitlines():
            text = self.git("diff", "main...topic", "--", name)
            files.append({"filename": name, "patch": text[text.index("@@"):]})
        return files

    def environment(self, event, body, **more):
        """The variables of a step, as the runner sets them."""
        folder = self.path.parent
        (folder / "event.json").write_text(json.dumps(body))
        (folder / "temp").mkdir(exist_ok=True)
        return {"GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_EVENT_NAME": event, "GITHUB_EVENT_PATH": str(folder / "event.json"),
                "GITHUB_REPOSITORY": "ann/shop", "GITHUB_WORKSPACE": str(self.path), "GITHUB_SERVER_URL": "https://github.com",
                "GITHUB_RUN_ID": "4711", "GITHUB_WORKFLOW": "gate", "GITHUB_SHA": self.git("rev-parse", "HEAD"),
                "RUNNER_TEMP": str(folder / "temp"), **more}

    def pull_request(self, event="pull_request", action=None, number=7, **more):
        action = action or {"pull_request": "synchronize", "pull_request_review": "submitted"}[event]
        body = payload(event, action, pull_request={"number": number, "user": {"login": "ann"}, "base": {"ref": "main", "sha": self.base},
                                                    "head": {"sha": self.head, "ref": "topic"}})
        return self.environment(event, body, GITHUB_REF=f"refs/pull/{number}/merge", GITHUB_BASE_REF="main",
                                GITHUB_HEAD_REF="topic", **more)

    def run_action(self, env, inputs=None, token="s3cret", action=ROOT / "action.yml"):
        """The steps of action.yml with `inputs`, as a step of a workflow would run them."""
        action = yaml_of(action)
        given = {"gate-path": GATE, **(inputs or {})}
        unknown = set(given) - set(action["inputs"])
        assert not unknown, f"no such input: {unknown}"
        contexts = {"github": {"token": token, "action_path": str(ROOT)}, "runner": {"temp": env["RUNNER_TEMP"]}, "steps": {}}
        contexts["inputs"] = {name: given.get(name, substitute(spec.get("default", ""), contexts))
                              for name, spec in action["inputs"].items()}
        job = Job()
        for step in action["runs"]["steps"]:
            self.run_step(step, env, contexts, job)
        job.outputs = {name: substitute(spec["value"], contexts) for name, spec in action["outputs"].items()}
        return job

    def run_step(self, step, env, contexts, job):
        if job.code != 0 and "always()" not in str(step.get("if", "")):
            return
        if not evaluate(step.get("if", "always()"), contexts):
            return
        folder = self.path.parent
        for file in ("output", "summary"):
            (folder / file).write_text("")
        assert "${{" not in step["run"], "an expression in a script"
        more = {name: substitute(value, contexts) for name, value in step.get("env", {}).items()}
        done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], cwd=self.path,
                              env={**self.env, **env, **more, "GITHUB_OUTPUT": str(folder / "output"),
                                   "GITHUB_STEP_SUMMARY": str(folder / "summary")},
                              capture_output=True, check=False, timeout=300)
        out = done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
        job.steps[step["name"]] = (done.returncode, out)
        job.out += out
        job.code = job.code or done.returncode
        job.summary += (folder / "summary").read_text()
        outputs = read_outputs((folder / "output").read_text())
        contexts["steps"][step.get("id", step["name"])] = {"outputs": outputs, "outcome": "success" if done.returncode == 0 else "failure"}


def read_outputs(text):
    """GITHUB_OUTPUT as the runner reads it: name=value, or name<<DELIMITER, lines, DELIMITER."""
    outputs, lines = {}, iter(text.splitlines())
    for line in lines:
        name, equals, value = line.partition("=")
        if "<<" in name or not equals:
            name, _, delimiter = line.partition("<<")
            collected = []
            for each in lines:
                if each == delimiter:
                    break
                collected.append(each)
            value = "\n".join(collected)
        outputs[name] = value
    return outputs
