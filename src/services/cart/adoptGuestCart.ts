import { statement } from "../../database/statement.js";
import { hashSecret } from "../../lib/ids.js";

const lockGuestCart = statement<{ id: string }>(
  "SELECT id FROM carts WHERE token_hash = $1 AND user_id IS NULL AND closed_at IS NULL FOR UPDATE",
);
const lockUserCart = statement<{ id: string }>(
  "UPDATE carts SET updated_at = now() WHERE user_id = $1 AND closed_at IS NULL RETURNING id",
);
const handOver = statement("UPDATE carts SET user_id = $2, token_hash = NULL WHERE id = $1");
const mergeLines = statement(`
  INSERT INTO cart_items (id, cart_id, product_id, variant_id, quantity, unit_price_amount)
  SELECT gen_random_uuid(), $2, product_id, variant_id, quantity, unit_price_amount FROM cart_items WHERE cart_id = $1
  ON CONFLICT ON CONSTRAINT cart_items_cart_id_variant_id_key
    DO UPDATE SET quantity = least(cart_items.quantity + EXCLUDED.quantity, 9999), updated_at = now()`);
const close = statement("UPDATE carts SET closed_at = now() WHERE id = $1");

/**
 * What a guest had in the basket is theirs when they log in: it becomes the customer's cart, or is added to the one
 * they have. Quantities above the stock are not refused here; the cart shows them and the checkout does.
 */
export async function adoptGuestCart(userId: string, cartToken: string | null): Promise<void> {
  if (cartToken === null) return;
  const [guest] = await lockGuestCart([hashSecret(cartToken)]);
  if (!guest) return;
  const [own] = await lockUserCart([userId]);
  if (!own) {
    await handOver([guest.id, userId]);
    return;
  }
  await mergeLines([guest.id, own.id]);
  await close([guest.id]);
}
