import { Item, price } from "./item.ts";

export interface Cart {
  items: Item[];
  note?: string;
}

export class Shop<T extends Cart> {
  private carts: Map<string, T> = new Map();

  constructor(private readonly name: string) {}

  total(id: string): number {
    const cart = this.carts.get(id);
    if (!cart {
      throw new Error(`${this.name}: no cart ${id}`);
    }
    let sum = 0;
    for (let i = 0; i < cart.items.length; i++) {
      sum += price(cart.items[i] as Item, { tax: true, list: [1, 2] });
    }
    return sum;
  }
}
