import DOMPurify from "dompurify";

const box = document.querySelector("#box");

export function show() {
  const name = decodeURIComponent(location.hash.slice(1));
  // ruleid: js-dom-xss
  box.innerHTML = "Hello " + name;
  const query = new URLSearchParams(window.location.search);
  // ruleid: js-dom-xss
  box.insertAdjacentHTML("beforeend", `<b>${query.get("q")}</b>`);
  // ruleid: js-dom-xss
  document.write(document.referrer);
  // ok: js-dom-xss
  box.textContent = name;
  // ok: js-dom-xss
  box.innerHTML = DOMPurify.sanitize(name);
  // ok: js-dom-xss
  box.innerHTML = "<p>Loading</p>";
}

window.addEventListener("message", (event) => {
  // ruleid: js-dom-xss
  box.innerHTML = event.data;
  // ok: js-dom-xss
  box.textContent = event.data;
});
