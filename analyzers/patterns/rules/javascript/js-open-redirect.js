const express = require("express");

const app = express();
const PAGES = { home: "/", cart: "/cart" };

app.get("/login", (req, res) => {
  const { next } = req.query;
  // ruleid: js-open-redirect
  res.redirect(next);
});

app.post("/back", (req, res) => {
  // ruleid: js-open-redirect
  res.redirect(303, req.body.returnTo);
});

app.get("/safe", (req, res) => {
  // ok: js-open-redirect
  res.redirect("/home");
  // ok: js-open-redirect
  res.redirect(`/user/${req.params.id}`);
  // ok: js-open-redirect
  res.redirect("/search?q=" + encodeURIComponent(req.query.q));
  const { next } = req.query;
  if (isSafe(next)) {
    // ok: js-open-redirect
    res.redirect(next);
  }
});

function isSafe(url) {
  return Object.values(PAGES).includes(url);
}
