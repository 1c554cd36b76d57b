const express = require("express");
const { pool } = require("./pool");

const app = express();

app.get("/users", async (req, res) => {
  const { name } = req.query;
  // ruleid: js-sql-injection
  const users = await pool.query(`SELECT * FROM users WHERE name = '${name}'`);
  const sql = "SELECT * FROM orders WHERE state = '" + req.body.state + "'";
  // ruleid: js-sql-injection
  const orders = await pool.query(sql);
  // ok: js-sql-injection
  const safe = await pool.query("SELECT * FROM users WHERE name = $1", [name]);
  const limit = parseInt(req.query.limit, 10);
  // ok: js-sql-injection
  const some = await pool.query(`SELECT * FROM users LIMIT ${limit}`);
  // ok: js-sql-injection
  const found = /a/.exec(req.query.name);
  res.json({ users, orders, safe, some, found });
});
