import type { Caller } from "../../lib/caller.js";
import { hashSecret } from "../../lib/ids.js";
import type { CartOwner } from "../../models/cart/openCarts.js";

/** The owner of the caller's cart; null for a guest without a secret. */
export function cartOwner({ user, cartToken }: Caller): CartOwner | null {
  if (user) return { userId: user.id };
  return cartToken === null ? null : { tokenHash: hashSecret(cartToken) };
}
