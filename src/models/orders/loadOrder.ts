import { statement } from "../../database/statement.js";
import { NotFound } from "../../errors/system.js";
import { type OrderRow, SELECT_ORDERS } from "./orderRow.js";

const select = statement<OrderRow, { id: string }>(`${SELECT_ORDERS} WHERE o.id = :id`);

/** @throws NotFound */
export async function loadOrder(id: string): Promise<OrderRow> {
  const [order] = await select({ id });
  if (!order) throw new NotFound();
  return order;
}
