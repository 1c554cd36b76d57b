const axios = require("axios");
const express = require("express");

const app = express();
const FEEDS = { news: "https://news.example.com/feed" };

app.get("/preview", async (req, res) => {
  // ruleid: js-ssrf
  const page = await fetch(req.query.url);
  const target = "http://" + req.body.host + "/status";
  // ruleid: js-ssrf
  const status = await axios.get(target);
  res.send([page, status]);
});

app.get("/feed", async (req, res) => {
  // ok: js-ssrf
  const page = await fetch(FEEDS[req.query.feed]);
  // ok: js-ssrf
  const found = await fetch("https://search.example.com/?q=" + encodeURIComponent(req.query.q));
  // ok: js-ssrf
  const user = await fetch(`https://api.example.com/users/${req.params.id}`);
  // ok: js-ssrf
  const saved = await axios.post("https://api.example.com/notes", req.body);
  res.send([page, found, user, saved]);
});
