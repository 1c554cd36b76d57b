function charge(card, gateway) {
  try {
    gateway.charge(card);
  } finally {
    card.release();
    // ruleid: js-return-in-finally
    return true;
  }
}

function read(file, log) {
  let text = null;
  try {
    text = file.read();
  } catch (error) {
    log.error(error);
    throw error;
  } finally {
    // ruleid: js-return-in-finally
    return text;
  }
}

function right(card, gateway) {
  try {
    // ok: js-return-in-finally
    return gateway.charge(card);
  } finally {
    card.release();
  }
}

function after(card, gateway) {
  try {
    gateway.charge(card);
  } finally {
    // ok: js-return-in-finally
    card.listeners.forEach((listener) => listener.close());
  }
  // ok: js-return-in-finally
  return true;
}
