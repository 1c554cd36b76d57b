const crypto = require("crypto");

function reset(user) {
  // ruleid: js-predictable-token
  const token = Math.random().toString(36).slice(2);
  // ruleid: js-predictable-token
  user.otp = Math.floor(100000 + Math.random() * 900000);
  // ruleid: js-predictable-token
  let sessionId = "s" + Math.random();
  // ok: js-predictable-token
  const resetToken = crypto.randomUUID();
  // ok: js-predictable-token
  const delay = 100 + Math.random() * 50;
  // ok: js-predictable-token
  const nonce = crypto.randomBytes(16).toString("base64");
  return [token, sessionId, resetToken, delay, nonce];
}
