import { MAX_CART_LINES, MAX_LINE_QUANTITY } from "../models/cart/vocabulary.js";
import { defineError } from "./defineError.js";

/** Errors of carts. */
export const CartEmpty = defineError("cart_empty", 409, "The cart is empty.");
export const CartFull = defineError<{ limit: number }>(
  "cart_full",
  409,
  `A cart has at most ${MAX_CART_LINES} lines.`,
  {
    constraints: { cart_items_lines_check: { limit: MAX_CART_LINES } },
  },
);
export const QuantityTooLarge = defineError(
  "quantity_too_large",
  409,
  `A cart line has at most ${MAX_LINE_QUANTITY.toLocaleString("en-US")} pieces.`,
  { constraints: { cart_items_quantity_check: {} } },
);
export const CartTotalTooLarge = defineError<{ limit: number }>(
  "cart_total_too_large",
  409,
  "The cart total exceeds the largest amount that can be charged.",
);
export const CartChanged = defineError(
  "cart_changed",
  409,
  "The cart was checked out or changed by another request.",
  { constraints: { carts_user_id_key: {}, orders_cart_id_key: {} } },
);
