import type { Caller } from "../../lib/caller.js";
import { CartItem } from "../../models/cart/CartItem.js";
import type { CartHeader } from "../../models/cart/openCarts.js";
import { lockCart } from "./lockCart.js";

/**
 * Removes every line of the caller's cart; does nothing without a cart.
 * @throws StaleVersion
 */
export async function emptyCart(caller: Caller, ifMatch: string | null): Promise<CartHeader | null> {
  const cart = await lockCart(caller, ifMatch);
  if (cart) await CartItem.destroy({ where: { cartId: cart.id } });
  return cart;
}
