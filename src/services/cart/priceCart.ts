import { priceBasket, type Totals } from "../../lib/pricing.js";
import { type CartRow, loadCart } from "../../models/cart/cartStatements.js";

/** A cart as it stands now: today's prices, today's stock, and what it comes to. */
export type PricedCart = CartRow & { totals: Totals };

/** Loads and prices a cart in one statement, whatever the number of its lines. */
export async function priceCart(cartId: string): Promise<PricedCart> {
  const [cart] = await loadCart([cartId]);
  if (!cart) throw new Error(`cart ${cartId} is gone`);
  return { ...cart, totals: priceBasket(cart.lines, cart.shippingOption) };
}
