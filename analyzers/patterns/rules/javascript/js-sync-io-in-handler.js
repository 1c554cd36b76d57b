const crypto = require("crypto");
const fs = require("fs");
const express = require("express");

const app = express();
// ok: js-sync-io-in-handler
const index = fs.readFileSync("index.html");

app.get("/page/:name", (req, res) => {
  // ruleid: js-sync-io-in-handler
  const text = fs.readFileSync("pages/fixed.html");
  res.send(text);
});

app.post("/login", async (req, res) => {
  // ruleid: js-sync-io-in-handler
  const key = crypto.scryptSync(req.body.password, "salt", 64);
  res.json({ key });
});

app.get("/", async (req, res) => {
  // ok: js-sync-io-in-handler
  res.send(await fs.promises.readFile("other.html"));
  // ok: js-sync-io-in-handler
  res.end(index);
});
