const fs = require("fs");
const path = require("path");
const express = require("express");

const app = express();
const UPLOADS = "/srv/uploads";

app.get("/file", (req, res) => {
  const file = path.join(UPLOADS, req.query.name);
  // ruleid: js-path-traversal
  fs.createReadStream(file).pipe(res);
});

app.get("/download/:name", (req, res) => {
  // ruleid: js-path-traversal
  res.sendFile(`${UPLOADS}/${req.params.name}`);
});

app.get("/safe/:name", (req, res) => {
  // ok: js-path-traversal
  res.sendFile(req.params.name, { root: UPLOADS });
  // ok: js-path-traversal
  fs.unlink(path.join(UPLOADS, path.basename(req.query.old)), () => {});
  // ok: js-path-traversal
  fs.readFile(path.join(UPLOADS, "index.html"), () => {});
});
