function store(cache, entry) {
  try {
    cache.store(entry);
    // ruleid: js-empty-catch
  } catch (error) {}
  try {
    cache.sync();
    // ruleid: js-empty-catch
  } catch {
  }
  try {
    cache.trim();
    // ok: js-empty-catch
  } catch (error) {
    console.error("not trimmed", error);
  }
  try {
    cache.close();
    // ok: js-empty-catch
  } catch {
    // closing twice is allowed here
  }
}
