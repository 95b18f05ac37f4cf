import { defineError } from "./defineError.js";

/** Errors of stock. */
export const OutOfStock = defineError<{
  available: number | null;
  variantId: string;
  items: { variantId: string; available: number | null; requested: number }[];
}>("out_of_stock", 409, "Not enough stock.", {
  constraints: { stock_items_reserved_check: {}, stock_items_on_hand_check: {} },
});
