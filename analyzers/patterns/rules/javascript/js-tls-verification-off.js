const fs = require("fs");
const https = require("https");

// ruleid: js-tls-verification-off
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";

function agent(host) {
  // ruleid: js-tls-verification-off
  const open = new https.Agent({ host, rejectUnauthorized: false });
  // ruleid: js-tls-verification-off
  open.options.rejectUnauthorized = false;
  // ok: js-tls-verification-off
  const strict = new https.Agent({ host, rejectUnauthorized: true });
  // ok: js-tls-verification-off
  const own = new https.Agent({ ca: fs.readFileSync("internal-ca.pem") });
  return [open, strict, own];
}
