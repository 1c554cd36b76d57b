async function collect(urls, reader) {
  const pages = [];
  for (const url of urls) {
    // ruleid: js-await-in-loop
    pages.push(await fetch(url));
  }
  for (let url of urls) {
    // ruleid: js-await-in-loop
    pages.push(await fetch(url, { method: "HEAD" }));
  }
  // ok: js-await-in-loop
  const together = await Promise.all(urls.map((url) => fetch(url)));
  for (const _ of [1, 2, 3]) {
    // ok: js-await-in-loop
    pages.push(await reader.next());
  }
  for (const url of urls) {
    const answer = await fetch(url);
    // ok: js-await-in-loop
    if (!answer.ok) break;
    pages.push(answer);
  }
  return { pages, together };
}
