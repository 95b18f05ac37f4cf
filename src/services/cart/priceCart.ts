import { config } from "../../config.js";
import { priceBasket, type Totals } from "../../lib/pricing.js";
import { type CartRow, loadCart } from "../../models/cart/cartStatements.js";

/**
 * A cart as it stands now: today's prices, today's stock, and what it comes to in the shop's currency. Lines that are
 * priced in another one are shown, and count for nothing.
 */
export type PricedCart = CartRow & { totals: Totals };

/** Loads and prices a cart in one statement, whatever the number of its lines. */
export async function priceCart(cartId: string): Promise<PricedCart> {
  const [cart] = await loadCart({ cartId, currency: config.currency });
  if (!cart) throw new Error(`cart ${cartId} is gone`);
  const lines = cart.lines.filter(({ currency }) => currency === cart.currency);
  return { ...cart, totals: priceBasket(lines, cart.shippingOption) };
}
