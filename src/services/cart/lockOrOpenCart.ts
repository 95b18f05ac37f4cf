import { config } from "../../config.js";
import type { Caller } from "../../lib/caller.js";
import { hashSecret, newSecret } from "../../lib/ids.js";
import { type CartHeader, openCart } from "../../models/cart/openCarts.js";
import { lockCart } from "./lockCart.js";

/** `newToken` is the guest's secret when this request has opened the cart, else null. */
export type NewToken = { newToken: string | null };

/**
 * Locks the caller's open cart as lockCart() does, and opens one when there is none.
 * @throws StaleVersion
 */
export async function lockOrOpenCart(caller: Caller, ifMatch: string | null): Promise<CartHeader & NewToken> {
  const cart = await lockCart(caller, ifMatch);
  if (cart) return { ...cart, newToken: null };
  if (caller.user)
    return { ...(await openCart({ userId: caller.user.id }, config.currency)), newToken: null };
  const newToken = newSecret();
  return { ...(await openCart({ tokenHash: hashSecret(newToken) }, config.currency)), newToken };
}
