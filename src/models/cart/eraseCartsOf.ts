import { statement } from "../../database/statement.js";

/** Set-based. Carts that an order refers to are kept without their address. */
const deleteWithoutOrder = statement<never, { userId: string }>(
  "DELETE FROM carts c WHERE user_id = :userId AND NOT EXISTS (SELECT FROM orders o WHERE o.cart_id = c.id)",
);
const clearAddresses = statement<never, { userId: string }>(
  "UPDATE carts SET shipping_address = NULL WHERE user_id = :userId AND shipping_address IS NOT NULL",
);

/** Deletes the carts of a user. Carts that an order refers to only lose their address. */
export async function eraseCartsOf(userId: string): Promise<void> {
  await deleteWithoutOrder({ userId });
  await clearAddresses({ userId });
}
