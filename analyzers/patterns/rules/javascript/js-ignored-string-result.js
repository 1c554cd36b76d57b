function clean(name, title, location) {
  // ruleid: js-ignored-string-result
  name.trim();
  // ruleid: js-ignored-string-result
  title.replace(/</g, "&lt;");
  // ruleid: js-ignored-string-result
  title.replaceAll("&", "&amp;");
  // ok: js-ignored-string-result
  name = name.trim();
  // ok: js-ignored-string-result
  title.replace(/(\w+)=(\w+)/g, function (all, key, value) {
    location[key] = value;
  });
  // ok: js-ignored-string-result
  location.replace("/login");
  // ok: js-ignored-string-result
  console.log(title.toUpperCase());
  // ok: js-ignored-string-result
  return name.replace(/\s+/g, " ");
}
