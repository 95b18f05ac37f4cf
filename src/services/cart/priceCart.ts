import { config } from "../../config.js";
import { loadCart, type PricedCart } from "../../models/cart/cartStatements.js";
import { priceBasket } from "../pricing/priceBasket.js";

/** A cart at current prices and stock, in the shop's currency: one statement for any number of lines. */
export async function priceCart(cartId: string): Promise<PricedCart> {
  const [cart] = await loadCart([cartId, config.currency]);
  if (!cart) throw new Error(`cart ${cartId} is gone`);
  return { ...cart, ...priceBasket(cart) };
}
