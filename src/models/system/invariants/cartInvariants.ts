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
    // The limits of services/cart/addItemsToCart.ts and of cart_items_quantity_check.
    name: "cart_within_limits",
    meaning: "A cart has at most 200 lines, each of 1 to 9,999 pieces.",
    breaches: `
      SELECT cart_id, count(*) AS lines, min(quantity) AS smallest_quantity, max(quantity) AS largest_quantity
      FROM cart_items GROUP BY 1 HAVING count(*) > 200 OR min(quantity) < 1 OR max(quantity) > 9999`,
  },
];
