import { MAX_CART_LINES, MAX_LINE_QUANTITY } from "../../cart/vocabulary.js";
import type { Invariant } from "./invariant.js";

export const cartInvariants: Invariant[] = [
  {
    name: "one_open_cart_per_user",
    meaning: "A customer has at most one open cart.",
    breaches: `
      SELECT user_id, array_agg(id ORDER BY id) AS cart_ids FROM carts
      WHERE user_id IS NOT NULL AND closed_at IS NULL GROUP BY 1 HAVING count(*) > 1`,
  },
  {
    name: "cart_within_limits",
    meaning: `A cart has at most ${MAX_CART_LINES} lines, each of 1 to ${MAX_LINE_QUANTITY.toLocaleString("en-US")} pieces.`,
    breaches: `
      SELECT cart_id, count(*) AS lines, min(quantity) AS smallest_quantity, max(quantity) AS largest_quantity
      FROM cart_items GROUP BY 1 HAVING count(*) > ${MAX_CART_LINES}
        OR min(quantity) < 1 OR max(quantity) > ${MAX_LINE_QUANTITY}`,
  },
];
