const escapeHtml = require("escape-html");
const express = require("express");

const app = express();
const users = { root: { name: "root" } };
const find = (name) => Object.values(users).find((user) => user.name === name);

app.get("/hello", (req, res) => {
  // ruleid: js-response-xss
  res.send("<h1>Hello " + req.query.name + "</h1>");
});

app.get("/item/:id", (req, res) => {
  const id = req.params.id;
  // ruleid: js-response-xss
  res.status(404).send(`No item ${id}`);
});

app.get("/safe", (req, res) => {
  // ok: js-response-xss
  res.json({ name: req.query.name });
  // ok: js-response-xss
  res.send(users[req.query.id]);
  // ok: js-response-xss
  res.send(find(req.query.name));
  // ok: js-response-xss
  res.send("<h1>Hello " + escapeHtml(req.query.name) + "</h1>");
  // ok: js-response-xss
  res.render("hello", { name: req.query.name });
  // ok: js-response-xss
  res.send("<h1>Hello</h1>");
});
