const jwt = require("jsonwebtoken");
const mysql = require("mysql2");
const { S3Client } = require("@aws-sdk/client-s3");

function connections(payload, form) {
  // ruleid: js-hardcoded-credential
  const database = mysql.createConnection({ host: "db1", user: "app", password: "n3ver-ch4nged" });
  // ruleid: js-hardcoded-credential
  const session = jwt.sign(payload, "9fa1c7e2b4d84e6a", { expiresIn: "1h" });
  // ruleid: js-hardcoded-credential
  const store = new S3Client({ region: "eu-1", secretAccessKey: "wJalr7XUtnFEMI2K7MDENG" });
  // ok: js-hardcoded-credential
  const other = mysql.createConnection({ host: "db1", password: process.env.DB_PASSWORD });
  // ok: js-hardcoded-credential
  const labels = form.add({ password: "Password1x", title: "Sign in" });
  // ok: js-hardcoded-credential
  const template = mysql.createConnection({ host: "db1", password: "your-password-1" });
  return [database, session, store, other, labels, template];
}
