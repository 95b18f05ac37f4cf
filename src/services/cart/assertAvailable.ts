import { OutOfStock } from "../../errors/inventory.js";
import type { SavedLine } from "../../models/cart/saveLines.js";

/** @throws OutOfStock when a line exceeds the stock, with `available` of the first one and all of them in `items` */
export function assertAvailable(lines: SavedLine[]): void {
  const short = lines.filter(({ quantity, available }) => available !== null && quantity > available);
  const [first] = short;
  if (!first) return;
  throw new OutOfStock({
    available: first.available,
    variantId: first.variantId,
    items: short.map(({ variantId, available, quantity }) => ({ variantId, available, requested: quantity })),
  });
}
