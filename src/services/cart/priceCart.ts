import { config } from "../../config.js";
import { loadCart, type PricedCart } from "../../models/cart/loadCart.js";
import { priceBasket } from "../pricing/priceBasket.js";

/** A cart at current prices and stock, in the shop's currency: one statement for any number of lines. */
export async function priceCart(cartId: string): Promise<PricedCart> {
  const [cart] = await loadCart({ cartId, currency: config.currency });
  if (!cart) throw new Error(`cart ${cartId} does not exist`);
  return { ...cart, ...priceBasket(cart) };
}
