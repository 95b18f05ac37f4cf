import { config } from "../../config.js";
import { withSavepoint } from "../../database/savepoint.js";
import { hashSecret } from "../../lib/ids.js";
import { logger } from "../../logger.js";
import { Cart } from "../../models/cart/Cart.js";
import { moveLines } from "../../models/cart/moveLines.js";
import { openCart } from "../../models/cart/openCarts.js";
import { type GuestCartOutcome, MAX_CART_LINES } from "../../models/cart/vocabulary.js";

/**
 * Adds the lines of the guest's cart to the customer's cart at a login. The customer's own lines come first; lines beyond
 * MAX_CART_LINES stay in the guest's cart, which then stays open. Quantities above the stock are not refused here; the
 * cart shows them and the checkout refuses them.
 *
 * Never throws, because a login must not fail for the cart: a failure rolls back to the savepoint and is logged.
 * Parallel logins of one customer wait for each other at carts_user_id_key.
 * @returns null without a guest's cart
 */
export async function adoptGuestCart(
  userId: string,
  cartToken: string | null,
): Promise<GuestCartOutcome | null> {
  if (cartToken === null) return null;
  try {
    return await withSavepoint(() => merge(userId, cartToken));
  } catch (error) {
    logger.error({ err: error, userId }, "the guest's cart could not be added to the customer's");
    return "kept";
  }
}

async function merge(userId: string, cartToken: string): Promise<GuestCartOutcome | null> {
  const guest = await Cart.lockOpenOfGuest(hashSecret(cartToken));
  if (!guest) return null;
  // A customer without an open cart also gets the guest's shipping.
  const own = await openCart({ userId }, config.currency, guest);
  const [moved] = await moveLines({ from: guest.id, to: own.id, maxLines: MAX_CART_LINES });
  if (moved?.left !== 0) return "merged_in_part";
  await guest.close();
  return "merged";
}
