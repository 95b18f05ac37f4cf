import { statement } from "../../database/statement.js";
import { NotFound } from "../../errors/system.js";
import { type OrderRow, SELECT_ORDERS } from "./orderRow.js";

/** The owner of an order: an account, or the hash of a guest's order token. */
export type Ownership = { userId: string | null; tokenHash: string | null };

const select = statement<OrderRow, Ownership & { id: string }>(
  `${SELECT_ORDERS} WHERE o.id = :id AND (o.user_id = :userId OR o.access_token_hash = :tokenHash)`,
);

/** @throws NotFound if the order does not exist or belongs to someone else */
export async function loadOwnOrder(id: string, owner: Ownership): Promise<OrderRow> {
  const [order] = await select({ id, ...owner });
  if (!order) throw new NotFound();
  return order;
}
