/** One line to be priced: minor units and pieces. */
export type PriceableLine = { unitPriceAmount: number; quantity: number };
export type ShippingPrice = { priceAmount: number; freeFromAmount: number | null };

/** The most lines of a cart: it bounds the work of a checkout. The database holds the same limit (cart_items_lines_check). */
export const MAX_CART_LINES = 200;

export type Totals = { subtotal: number; discount: number; shipping: number; tax: number; total: number };

/** Minor units of one line before discounts. */
export const lineTotal = ({ unitPriceAmount, quantity }: PriceableLine): number => unitPriceAmount * quantity;

/**
 * What a basket costs, in minor units. The cart's page, the checkout and every later change price through this one
 * function, so that two code paths cannot disagree. Discounts and taxes are zero until promotions and tax rates exist.
 */
export function priceBasket(lines: PriceableLine[], shippingOption: ShippingPrice | null): Totals {
  const subtotal = lines.reduce((sum, line) => sum + lineTotal(line), 0);
  const shipping = shippingOption && lines.length > 0 ? shippingPrice(shippingOption, subtotal) : 0;
  return { subtotal, discount: 0, shipping, tax: 0, total: subtotal + shipping };
}

/** Minor units; nothing from `freeFromAmount` on. */
export const shippingPrice = ({ priceAmount, freeFromAmount }: ShippingPrice, subtotal: number): number =>
  freeFromAmount !== null && subtotal >= freeFromAmount ? 0 : priceAmount;
