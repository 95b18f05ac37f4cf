import { StockReservation } from "../../models/inventory/StockReservation.js";
import { OrderItem } from "../../models/orders/OrderItem.js";
import { reserveStock } from "./reserveStock.js";

/**
 * Reserves the stock of a locked order again when its holds were released (a failed or late payment).
 * @throws OutOfStock if the pieces were sold since then
 */
export async function ensureHolds(orderId: string, expiresAt: Date): Promise<void> {
  if (await StockReservation.existsFor(orderId)) return;
  const lines = await OrderItem.findAll({
    attributes: ["variantId", "quantity"],
    where: { orderId },
    order: [["variantId", "ASC"]],
  });
  await reserveStock(lines);
  await StockReservation.bulkCreate(
    lines.map(({ variantId, quantity }) => ({ orderId, variantId, quantity, expiresAt })),
  );
}
