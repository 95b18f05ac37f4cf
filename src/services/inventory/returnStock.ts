import { releaseHolds, returnSold } from "../../models/inventory/stockHolds.js";

/** Returns the stock of a locked order that was cancelled: releases what is held, restocks what was sold. Idempotent. */
export async function returnStock(orderId: string, actor: string): Promise<void> {
  await releaseHolds({ orderId });
  await returnSold({ orderId, actor });
}
