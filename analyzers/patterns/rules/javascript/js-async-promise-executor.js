function read(id, load) {
  // ruleid: js-async-promise-executor
  return new Promise(async (resolve, reject) => {
    const row = await load(id);
    row ? resolve(row) : reject(new Error("no row"));
  });
}

function both(load) {
  // ruleid: js-async-promise-executor
  return new Promise(async function (resolve) {
    resolve([await load(1), await load(2)]);
  });
}

function wait(ms) {
  // ok: js-async-promise-executor
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function right(id, load) {
  // ok: js-async-promise-executor
  return Promise.resolve(await load(id));
}
