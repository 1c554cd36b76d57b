const cors = require("cors");
const express = require("express");

const app = express();
// ruleid: js-cors-any-origin
app.use(cors({ origin: true, credentials: true }));
// ok: js-cors-any-origin
app.use(cors({ origin: "*" }));
// ok: js-cors-any-origin
app.use(cors({ origin: ["https://app.example.com"], credentials: true }));

app.use((req, res, next) => {
  // ruleid: js-cors-any-origin
  res.setHeader("Access-Control-Allow-Origin", req.headers.origin);
  // ok: js-cors-any-origin
  res.setHeader("Vary", "Origin");
  next();
});
