async function save(order) {
  await fetch("/orders", { method: "POST", body: JSON.stringify(order) });
}

const notify = async (order) => {
  await fetch("/mails", { method: "POST", body: order.mail });
};

function count(order) {
  return order.lines.length;
}

const label = (order) => {
  return order.name;
};

async function handler(order) {
  // ruleid: js-missing-await
  save(order);
  // ruleid: js-missing-await
  notify(order);
  // ok: js-missing-await
  count(order);
  // ok: js-missing-await
  label(order);
  // ok: js-missing-await
  await save(order);
  // ok: js-missing-await
  void save(order);
  // ok: js-missing-await
  save(order).catch((error) => console.error(error));
  // ok: js-missing-await
  return save(order);
}

class Store {
  async flush() {
    await save(this.pending);
  }

  async close() {
    // ruleid: js-missing-await
    this.flush();
    this.closed = true;
    // ok: js-missing-await
    await this.flush();
  }
}

// ok: js-missing-await
handler({ lines: [] });
