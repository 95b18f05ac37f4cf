import { CurrencyMismatch } from "../../errors/catalog.js";
import type { PricedCart } from "../../models/cart/loadCart.js";

/** @throws CurrencyMismatch when a line has another currency than the cart */
export function assertOneCurrency({ lines, currency: shop }: PricedCart): void {
  const foreign = lines.find(({ currency }) => currency !== shop);
  if (foreign) throw new CurrencyMismatch({ variantId: foreign.variantId, currency: foreign.currency });
}
