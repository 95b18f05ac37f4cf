import { transaction } from "../../../../src/database/transaction.js";
import { StockItem } from "../../../../src/models/inventory/StockItem.js";
import { adjustStock } from "../../../../src/services/inventory/adjustStock.js";
import { fillCart } from "../cart/carts.js";
import { checkOut } from "../orders/orders.js";

/** Sets the stock on hand of a variant, with the movement that explains it. */
export async function setOnHand(variantId: string, onHand: number): Promise<void> {
  await transaction(() => adjustStock(variantId, { onHand }, { actor: "test", ifMatch: null }));
}

/** The stock of a variant. */
export async function stockOf(variantId: string): Promise<{ onHand: number; reserved: number }> {
  const { onHand, reserved } = await StockItem.findByPk(variantId, { rejectOnEmpty: true });
  return { onHand, reserved };
}

/** Reserves pieces of a variant by an unpaid order of a guest. */
export async function holdStock(variantId: string, quantity: number): Promise<void> {
  const response = await checkOut(await fillCart([{ variantId, quantity }]));
  if (response.status !== 201) throw new Error(response.text);
}
