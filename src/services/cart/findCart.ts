import type { Caller } from "../../lib/caller.js";
import { type CartHeader, findOpenCart } from "../../models/cart/openCarts.js";
import { cartOwner } from "./cartOwner.js";

/** The open cart of the caller. */
export async function findCart(caller: Caller): Promise<CartHeader | null> {
  const owner = cartOwner(caller);
  return owner && findOpenCart(owner);
}
