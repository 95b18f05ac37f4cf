import { NotFound } from "../../errors/system.js";
import type { Caller } from "../../lib/caller.js";
import { CartItem } from "../../models/cart/CartItem.js";
import type { CartHeader } from "../../models/cart/openCarts.js";
import { lockCart } from "./lockCart.js";

/**
 * Removes one line of the caller's cart.
 * @throws StaleVersion, NotFound when the cart has no such line
 */
export async function removeCartItem(
  caller: Caller,
  itemId: string,
  ifMatch: string | null,
): Promise<CartHeader> {
  const cart = await lockCart(caller, ifMatch);
  const removed = cart && (await CartItem.destroy({ where: { cartId: cart.id, id: itemId } }));
  if (!removed) throw new NotFound();
  return cart;
}
