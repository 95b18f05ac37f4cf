import { sql } from "../database.js";
import { onlyVariant } from "../factories/cart/carts.js";
import { placeOrder } from "../factories/orders/orders.js";
import { shirt } from "./shirts.js";
import type { Writes } from "./write.js";

export const orderWrites: Writes = {
  "PATCH /inventory/{variantId}": async () => {
    const { id } = onlyVariant(await shirt());
    const onHand = { before: { onHand: 3 }, after: { onHand: 8 } };
    const body = onHand.after;
    return { ids: [id], body, action: "inventory.updated", target: ["variant", id], ...onHand };
  },

  "POST /inventory/bulk": async () => {
    const { id } = onlyVariant(await shirt());
    const body = { items: [{ id, onHand: 5 }] };
    const onHand = { before: { onHand: { [id]: 3 } }, after: { onHand: { [id]: 5 } } };
    const refusal = { body: { items: [] }, status: 400, code: "validation_failed" };
    return { body, action: "inventory.bulk.updated", target: ["inventory", "bulk"], ...onHand, refusal };
  },

  "POST /inventory/{variantId}/adjustments": async () => {
    const { id } = onlyVariant(await shirt());
    const body = { delta: -2, reason: "Moths" };
    const onHand = { before: { onHand: 3 }, after: { ...body, onHand: 1 } };
    return { ids: [id], body, action: "inventory.adjustments.created", target: ["variant", id], ...onHand };
  },

  "PUT /orders/{id}/status": async () => {
    const { id } = (await placeOrder()).order;
    await sql("UPDATE orders SET held_reason = 'paid_twice' WHERE id = $1", [id]);
    const body = { status: "processing", note: "Refunded by hand" };
    const before = { status: "pending", heldReason: "paid_twice" };
    const entry = { action: "order.status.set", before, after: { ...body, heldReason: null } };
    return { ids: [id], body, target: ["order", id], ...entry };
  },

  "DELETE /orders/{id}/hold": async () => {
    const { id } = (await placeOrder()).order;
    await sql("UPDATE orders SET held_reason = 'amount_mismatch' WHERE id = $1", [id]);
    const entry = { before: { heldReason: "amount_mismatch" }, after: { heldReason: null } };
    return { ids: [id], action: "order.hold.deleted", target: ["order", id], ...entry };
  },
};
