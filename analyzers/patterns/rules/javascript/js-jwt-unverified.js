const jwt = require("jsonwebtoken");

function user(req, key) {
  // ruleid: js-jwt-unverified
  const claims = jwt.decode(req.cookies.session);
  // ruleid: js-jwt-unverified
  const other = jwt.verify(req.cookies.session, key, { algorithms: ["HS256", "none"] });
  // ruleid: js-jwt-unverified
  const third = jwt.verify(req.cookies.session, null);
  // ok: js-jwt-unverified
  const checked = jwt.verify(req.cookies.session, key, { algorithms: ["RS256"] });
  // ok: js-jwt-unverified
  const expiry = jwt.decode(checked.inner).exp;
  return [claims, other, third, checked, expiry];
}
