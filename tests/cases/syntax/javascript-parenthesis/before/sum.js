import { x } from "./x.js";

export function sum(list, start) {
  let total = start;
  for (let i = 0; i < list.length; i++) {
    if (list[i] > 3) {
      total += list[i];
    } else {
      console.log(`small ${list[i]}`, "it's");
    }
  }
  return total;
}

class Foo extends Bar {
  get(a) {
    return this.map.get(a).then((r) => {
      return { ok: r, list: [1, 2, 3] };
    });
  }
}
