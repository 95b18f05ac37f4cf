import { NotFound } from "../../errors/system.js";
import type { Caller } from "../../lib/caller.js";
import type { PricedCart } from "../../models/cart/loadCart.js";
import { setLineQuantity } from "../../models/cart/saveLines.js";
import { assertAvailable } from "./assertAvailable.js";
import { assertPayable } from "./assertPayable.js";
import { lockCart } from "./lockCart.js";
import { priceCart } from "./priceCart.js";

/**
 * Sets the quantity of one line of the caller's cart.
 * @throws StaleVersion, NotFound when the cart has no such line, OutOfStock (with `available`), CartTotalTooLarge
 */
export async function changeCartItem(
  caller: Caller,
  { itemId, quantity }: { itemId: string; quantity: number },
  ifMatch: string | null,
): Promise<PricedCart> {
  const cart = await lockCart(caller, ifMatch);
  const saved = cart ? await setLineQuantity({ cartId: cart.id, itemId, quantity }) : [];
  if (!cart || saved.length === 0) throw new NotFound();
  assertAvailable(saved);
  const priced = await priceCart(cart.id);
  assertPayable(priced);
  return priced;
}
