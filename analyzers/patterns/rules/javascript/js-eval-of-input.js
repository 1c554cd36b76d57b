const express = require("express");
const vm = require("vm");

const app = express();
const formulas = { sum: (a, b) => a + b };

app.get("/calc", (req, res) => {
  const formula = req.query.formula;
  // ruleid: js-eval-of-input
  const total = eval(formula);
  // ruleid: js-eval-of-input
  const compute = new Function("a", "b", "return " + req.body.code);
  // ruleid: js-eval-of-input
  vm.runInNewContext(formula, {});
  // ok: js-eval-of-input
  const known = formulas[req.query.name](1, 2);
  // ok: js-eval-of-input
  const one = eval("1 + 1");
  // ok: js-eval-of-input
  const parsed = JSON.parse(req.body.values);
  res.json({ total, compute, known, one, parsed });
});
