import { transaction } from "../../database/transaction.js";
import { OutOfStock } from "../../errors.js";
import { publish } from "../../events/publish.js";
import { clock } from "../../lib/clock.js";
import type { SessionTruth } from "../../lib/payments/gateway.js";
import { Order } from "../../models/orders/Order.js";
import { Payment } from "../../models/payments/Payment.js";
import { releaseHolds } from "../inventory/settleHolds.js";
import { moveOrder } from "../orders/moveOrder.js";
import { gatewayNamed } from "./gateways.js";

/**
 * Brings a payment in line with the provider's truth. The webhook inbox, the return page and the sweeper all call it,
 * in any order and any number of times: it asks the provider (outside any transaction), then decides once, under the
 * order's lock.
 */
export async function settlePayment(paymentId: string): Promise<void> {
  const payment = await Payment.findByPk(paymentId);
  if (!payment || payment.status === "captured") return;
  const truth = await truthOf(payment);
  if (truth.status === "open") return;
  await transaction(() => applyTruth(payment.orderId, paymentId, truth));
}

/** A payment whose checkout died before the session was opened can never be paid. */
async function truthOf(payment: Payment): Promise<SessionTruth> {
  const total = { amount: payment.amount, currency: payment.currency };
  if (payment.providerSessionId)
    return gatewayNamed(payment.provider).fetchSession(payment.providerSessionId);
  return { status: payment.expiresAt <= clock.now() ? "expired" : "open", total };
}

async function applyTruth(orderId: string, paymentId: string, truth: SessionTruth): Promise<void> {
  const order = await Order.findByPk(orderId, { lock: true, rejectOnEmpty: true });
  const payment = await Payment.findByPk(paymentId, { lock: true, rejectOnEmpty: true });
  if (truth.status === "paid") await capture(order, payment, truth);
  else if (payment.status === "pending" && truth.status !== "open")
    await giveUp(order, payment, truth.status);
}

/** Also for a payment that was given up before: money that came late is still money. */
async function capture(order: Order, payment: Payment, { total }: SessionTruth): Promise<void> {
  if (payment.status === "captured" || order.heldReason) return;
  if (total.amount !== payment.amount || total.currency !== payment.currency)
    return hold(order, "amount_mismatch");
  if (order.paymentStatus === "paid") return hold(order, "paid_twice");
  await payment.update({ status: "captured", capturedAmount: payment.amount, capturedAt: clock.now() });
  await order.update({ paymentStatus: "paid" });
  await publish("order.paid", { orderId: order.id, paymentId: payment.id });
  // Paid after it was cancelled: the money goes back (subscribers/payments/refundOnCancellation.ts).
  if (order.status === "cancelled") return publish("order.cancelled", { orderId: order.id });
  if (order.status === "pending") await startProcessing(order);
}

/** The stock may have gone to others after a late payment's hold was released; then a person decides. */
async function startProcessing(order: Order): Promise<void> {
  try {
    await moveOrder(order, { to: "processing", actor: "system" });
  } catch (error) {
    if (!(error instanceof OutOfStock)) throw error;
    await hold(order, "paid_without_stock");
  }
}

async function hold(order: Order, reason: string): Promise<void> {
  await order.update({ heldReason: reason });
  await publish("order.held_for_review", { orderId: order.id, reason });
}

/** Declined, abandoned or expired: what was promised goes back on the shelf, and the shopper may try again. */
async function giveUp(
  order: Order,
  payment: Payment,
  outcome: "declined" | "abandoned" | "expired",
): Promise<void> {
  await payment.update({ status: outcome === "declined" ? "failed" : outcome });
  // An order that staff moved on without payment keeps its goods.
  if (order.status === "pending") await releaseHolds(order.id);
  if (outcome === "abandoned" || order.paymentStatus !== "unpaid") return;
  await order.update({ paymentStatus: "failed" });
  await publish("order.payment_failed", { orderId: order.id, paymentId: payment.id });
}
