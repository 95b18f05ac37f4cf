import { NotFound } from "../../errors/system.js";
import { CartItem } from "../../models/cart/CartItem.js";
import { type PricedCart, setLineQuantity } from "../../models/cart/cartStatements.js";
import { assertAvailable, assertPayable } from "./addItemsToCart.js";
import type { LockedCart } from "./currentCart.js";
import { priceCart } from "./priceCart.js";

/**
 * Sets the quantity of one line of a locked cart.
 * @throws NotFound when it is not a line of this cart, OutOfStock (with `available`), CartTotalTooLarge
 */
export async function changeCartItem(
  cart: LockedCart,
  itemId: string,
  quantity: number,
): Promise<PricedCart> {
  const saved = await setLineQuantity([cart.id, itemId, quantity]);
  if (saved.length === 0) throw new NotFound();
  assertAvailable(saved);
  const priced = await priceCart(cart.id);
  assertPayable(priced);
  return priced;
}

/** @throws NotFound when it is not a line of this cart */
export async function removeCartItem(cart: LockedCart, itemId: string): Promise<void> {
  const removed = await CartItem.destroy({ where: { cartId: cart.id, id: itemId } });
  if (removed === 0) throw new NotFound();
}

export async function emptyCart(cart: LockedCart): Promise<void> {
  await CartItem.destroy({ where: { cartId: cart.id } });
}
