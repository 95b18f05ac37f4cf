import { CartTotalTooLarge } from "../../errors/cart.js";
import { MAX_AMOUNT } from "../../lib/money/money.js";
import type { PricedCart } from "../../models/cart/loadCart.js";

/** @throws CartTotalTooLarge when the total exceeds the maximum of an amount column */
export function assertPayable({ totals }: Pick<PricedCart, "totals">): void {
  if (totals.total > MAX_AMOUNT) throw new CartTotalTooLarge({ limit: MAX_AMOUNT });
}
