import { statement } from "../../../database/statement.js";

// A statement, because EXISTS over a join is no model call.
const bought = statement<{ bought: boolean }, { userId: string; productId: string }>(`
  SELECT EXISTS (
    SELECT FROM orders o JOIN order_items i ON i.order_id = o.id
    WHERE o.user_id = :userId AND i.product_id = :productId AND o.status <> 'cancelled'
      AND o.payment_status IN ('paid', 'partially_refunded')
  ) AS bought`);

/** Whether a user has a paid order with the product that is neither cancelled nor refunded in full. */
export const hasBought = async (userId: string, productId: string): Promise<boolean> =>
  (await bought({ userId, productId }))[0]?.bought === true;
