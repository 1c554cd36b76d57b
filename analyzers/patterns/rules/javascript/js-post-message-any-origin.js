function answer(token, user, frame) {
  // ruleid: js-post-message-any-origin
  window.opener.postMessage({ token }, "*");
  // ruleid: js-post-message-any-origin
  frame.contentWindow.postMessage(user.profile, "*");
  // ok: js-post-message-any-origin
  window.opener.postMessage({ token }, "https://app.example.com");
  // ok: js-post-message-any-origin
  window.parent.postMessage({ height: document.body.scrollHeight }, "*");
}
