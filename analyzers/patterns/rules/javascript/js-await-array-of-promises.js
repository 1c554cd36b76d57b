async function load(urls, users) {
  // ruleid: js-await-array-of-promises
  const pages = await urls.map(async (url) => {
    const answer = await fetch(url);
    return answer.text();
  });
  // ruleid: js-await-array-of-promises
  const heads = await urls.map(async (url) => fetch(url, { method: "HEAD" }));
  // ruleid: js-await-array-of-promises
  const active = users.filter(async (user) => await user.isActive());
  // ok: js-await-array-of-promises
  const texts = await Promise.all(urls.map(async (url) => (await fetch(url)).text()));
  // ok: js-await-array-of-promises
  const lengths = urls.map((url) => url.length);
  // ok: js-await-array-of-promises
  const local = urls.filter((url) => url.startsWith("/"));
  return { pages, heads, active, texts, lengths, local };
}
