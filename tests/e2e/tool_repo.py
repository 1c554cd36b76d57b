"""A repository whose target runs a tool by configuration alone."""
import json
import re

from repo import ROOT, Repo

def documented():
    """The plugins of docs/tools.md, by name."""
    import yaml
    blocks = re.findall(r"^```yaml\n(.*?)^```", (ROOT / "docs/tools.md").read_text(), re.M | re.S)
    plugins = [plugin for block in blocks for plugin in yaml.safe_load(block)["plugins"]]
    return {plugin["name"]: plugin for plugin in plugins}


class ToolRepo(Repo):
    """`ToolRepo({...}, files)`: the first commit has the plugin's configuration and `files`."""

    def __init__(self, plugin, files=None, **more):
        super().__init__()
        self.name = plugin["name"]
        # JSON is YAML.
        self.commit({".gate.yml": json.dumps({"version": 1, "plugins": [plugin], **more}), **(files or {})})

    def change(self, files, remove=(), **more):
        """Commits `files` and checks that commit alone."""
        self.commit(files, remove=remove)
        return self.check("HEAD~1..HEAD", **more)

    def run_of(self, result):
        return next(run for run in result.json["analyzers"] if run["name"] == self.name)

    def told(self, result, state="new"):
        return sorted(f"{finding['rule']} {finding['path']}:{finding['line']}" for finding in result.findings(state)
                      if finding["rule"].startswith(self.name + "/") and not finding["suppressed"])
