const crypto = require("crypto");

function register(user, password) {
  // ruleid: js-weak-password-hash
  user.digest = crypto.createHash("md5").update(password).digest("hex");
  // ruleid: js-weak-password-hash
  user.legacy = crypto.createHash("sha256").update(user.salt + user.password).digest("hex");
  // ok: js-weak-password-hash
  user.key = crypto.scryptSync(password, user.salt, 64);
  // ok: js-weak-password-hash
  user.avatar = crypto.createHash("md5").update(user.email).digest("hex");
  // ok: js-weak-password-hash
  user.tag = crypto.createHash("sha256").update(user.name).digest("hex");
  return user;
}
