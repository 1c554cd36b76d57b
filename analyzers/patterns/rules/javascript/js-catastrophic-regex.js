// ruleid: js-catastrophic-regex
const words = /^(\w+)*$/;
// ok: js-catastrophic-regex
const name = /^\w+$/;

function check(text) {
  // ruleid: js-catastrophic-regex
  const repeated = new RegExp("^(a+)+$");
  // ok: js-catastrophic-regex
  const slug = /^[a-z]+(-[a-z]+)*$/;
  // ok: js-catastrophic-regex
  const digits = new RegExp("^[0-9]{1,3}$");
  return [words, name, repeated, slug, digits].every((regex) => regex.test(text));
}
