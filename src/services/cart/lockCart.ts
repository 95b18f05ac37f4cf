import { config } from "../../config.js";
import { StaleVersion } from "../../errors/system.js";
import type { Caller } from "../../lib/caller.js";
import { assertFresh } from "../system/preconditions.js";
import { cartEtag } from "../../models/cart/cartEtag.js";
import { type CartHeader, lockOpenCart } from "../../models/cart/openCarts.js";
import { cartOwner } from "./cartOwner.js";

/**
 * Locks the caller's open cart and raises its version.
 * @returns null when the caller has no open cart
 * @throws StaleVersion when `ifMatch` names another version than the one before this change, or there is no cart
 */
export async function lockCart(caller: Caller, ifMatch: string | null): Promise<CartHeader | null> {
  const owner = cartOwner(caller);
  const cart = owner && (await lockOpenCart(owner, config.currency));
  if (cart) assertFresh(ifMatch, cartEtag({ ...cart, version: cart.version - 1 }));
  // RFC 9110 § 13.1.1: without a current representation even `*` does not match.
  else if (ifMatch !== null) throw new StaleVersion();
  return cart;
}
