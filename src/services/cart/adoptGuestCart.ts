import { config } from "../../config.js";
import { withSavepoint } from "../../database/savepoint.js";
import { hashSecret, newId } from "../../lib/ids.js";
import { logger } from "../../logger.js";
import { MAX_CART_LINES } from "../../lib/pricing.js";
import type { GuestCartOutcome } from "../../models/cart/vocabulary.js";
import { closeCart, lockGuestCart, moveLines, openCartForGuest } from "../../models/cart/cartStatements.js";

/**
 * Adds the lines of the guest's cart to the customer's when they log in. The customer's own lines come first: what does
 * not fit into 200 lines stays in the guest's cart, which then stays open. Quantities above the stock are not refused
 * here; the cart shows them and the checkout refuses them.
 *
 * Never throws for the cart's sake, because a log-in must not depend on it: what fails is undone alone and logged. Any
 * number of log-ins of one customer at once wait for each other at the unique index of open carts.
 * @returns null when there was no guest's cart
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
  const [guest] = await lockGuestCart([hashSecret(cartToken)]);
  if (!guest) return null;
  const [own] = await openCartForGuest([guest.id, newId(), userId, config.currency]);
  const [moved] = await moveLines([guest.id, own?.id, MAX_CART_LINES]);
  if (moved?.left !== 0) return "merged_in_part";
  await closeCart([guest.id]);
  return "merged";
}
