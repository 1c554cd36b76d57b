const child_process = require("child_process");
const { exec, execFile, execSync } = require("child_process");
const express = require("express");

const app = express();

app.get("/convert", (req, res) => {
  const name = req.query.name;
  // ruleid: js-command-injection
  exec(`convert ${name} out.png`, () => res.end());
  // ruleid: js-command-injection
  const size = execSync("du -sh " + req.params.dir);
  // ruleid: js-command-injection
  child_process.exec("identify " + name, (error, out) => res.end(out));
  // ok: js-command-injection
  execFile("convert", [name, "out.png"], () => res.end());
  // ok: js-command-injection
  exec("sync", () => res.end());
  // ok: js-command-injection
  exec(`kill ${Number(req.query.pid)}`, () => res.end(size));
});
