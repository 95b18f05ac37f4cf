import { transaction } from "../../database/transaction.js";
import { OutOfStock } from "../../errors/inventory.js";
import { publish } from "../../events/publish.js";
import { clock } from "../../lib/clock.js";
import type { SessionTruth } from "../../lib/payments/gateway.js";
import { type HeldReason, Order } from "../../models/orders/Order.js";
import { Payment } from "../../models/payments/Payment.js";
import { enqueueExpiry } from "../../models/payments/paymentStatements.js";
import { moveOrder } from "../orders/moveOrder.js";
import { gatewayNamed } from "../../gateways/gateways.js";
import { giveUpPayment } from "./giveUpPayment.js";

/**
 * Brings a payment in line with the provider's truth. The webhook inbox, the return page and the expiry all call it,
 * in any order and any number of times: it asks the provider (outside any transaction), then decides once, under the
 * order's lock.
 * @returns whether the payment is settled or given up; false while the shopper may still pay
 */
export async function settlePayment(paymentId: string): Promise<boolean> {
  const payment = await Payment.findByPk(paymentId);
  if (!payment || payment.isSettled) return true;
  const truth = await truthOf(payment);
  if (truth.status === "open") return false;
  await transaction(() => applyTruth(payment.orderId, paymentId, truth));
  return true;
}

/** A payment whose checkout died before the session was opened can never be paid. */
async function truthOf(payment: Payment): Promise<SessionTruth> {
  const total = { amount: payment.amount, currency: payment.currency };
  if (payment.providerSessionId)
    return gatewayNamed(payment.provider).fetchSession(payment.providerSessionId);
  return { status: payment.expiresAt <= clock.now() ? "expired" : "open", total };
}

async function applyTruth(orderId: string, paymentId: string, truth: SessionTruth): Promise<void> {
  const order = await Order.lockById(orderId);
  const { payment, others } = await Payment.lockAttempts(orderId, paymentId);
  if (truth.status === "paid") await capture(order, payment, others, truth);
  else if (truth.status !== "open") await giveUpPayment(order, payment, truth.status);
}

/**
 * Records money, whatever became of the order and of the payment before: money that came late is still money. An
 * order keeps one payment, of its total and in its currency.
 */
async function capture(
  order: Order,
  payment: Payment,
  others: Payment[],
  { total }: SessionTruth,
): Promise<void> {
  if (payment.isSettled) return;
  const money = {
    capturedAmount: total.amount,
    capturedCurrency: total.currency,
    capturedAt: clock.now(),
  };
  if (others.some(({ status }) => status === "captured")) {
    await payment.update({ status: "duplicate", ...money });
    return publish("payment.duplicated", { orderId: order.id, paymentId: payment.id });
  }
  if (total.amount !== payment.amount || total.currency !== payment.currency) {
    await payment.update({ status: "mismatched", ...money });
    return order.status === "cancelled" ? giveMoneyBack(order) : hold(order, "amount_mismatch");
  }
  await payment.update({ status: "captured", ...money });
  order.paymentStatus = "paid";
  await publish("order.paid", { orderId: order.id, paymentId: payment.id });
  // An order that is paid cannot be paid again.
  const open = others.filter(({ isEndable }) => isEndable);
  if (open.length > 0) await enqueueExpiry([open.map(({ id }) => id)]);
  if (order.status === "cancelled") await giveMoneyBack(order);
  if (order.status === "pending" && !order.heldReason) await startProcessing(order);
  // Written with the move where there was one.
  await order.save();
}

/** Paid after it was cancelled: the cancellation is published again, and its subscriber refunds what is there now. */
const giveMoneyBack = (order: Order): Promise<void> => publish("order.cancelled", { orderId: order.id });

/** The stock may have gone to others after a late payment's hold was released; then a person decides. */
async function startProcessing(order: Order): Promise<void> {
  try {
    await moveOrder(order, { to: "processing", actor: "system" });
  } catch (error) {
    // Thrown by reserveStock(), which changes nothing unless it can serve every line, before anything else is written.
    if (!(error instanceof OutOfStock)) throw error;
    await hold(order, "paid_without_stock");
  }
}

async function hold(order: Order, reason: HeldReason): Promise<void> {
  await order.update({ heldReason: reason });
  await publish("order.held_for_review", { orderId: order.id, reason });
}
