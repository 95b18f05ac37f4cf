import { transaction } from "../../database/transaction.js";
import { OutOfStock } from "../../errors/inventory.js";
import { publish } from "../../events/publish.js";
import { gatewayNamed } from "../../gateways/gateways.js";
import type { Money } from "../../lib/money/money.js";
import type { SessionTruth } from "../../lib/payments/gateway.js";
import { Order } from "../../models/orders/Order.js";
import type { HeldReason } from "../../models/orders/vocabulary.js";
import { Payment } from "../../models/payments/Payment.js";
import { enqueueExpiry } from "../../models/payments/enqueueExpiry.js";
import { moveOrder } from "../orders/moveOrder.js";
import { giveUpPayment } from "./giveUpPayment.js";

/**
 * Synchronizes a payment with its session at the provider. The webhook inbox, the test provider's page and the expiry
 * call it, in any order and repeatedly. Idempotent: it queries the provider outside any transaction, then decides under
 * the order's lock.
 * @returns whether the payment has ended; false while the shopper can still pay
 */
export async function settlePayment(paymentId: string): Promise<boolean> {
  const payment = await Payment.findByPk(paymentId);
  if (!payment || payment.isSettled) return true;
  const truth = await truthOf(payment);
  if (truth.status === "open") return false;
  await transaction(() => applyTruth(payment.orderId, paymentId, truth));
  return true;
}

/** A payment cannot be paid if its checkout died before the session was opened. */
async function truthOf({ provider, providerSessionId, isExpired, total }: Payment): Promise<SessionTruth> {
  if (providerSessionId) return gatewayNamed(provider).fetchSession(providerSessionId);
  return { status: isExpired ? "expired" : "open", total };
}

async function applyTruth(
  orderId: string,
  paymentId: string,
  { status, total }: SessionTruth,
): Promise<void> {
  const order = await Order.lockById(orderId);
  const { payment, others } = await Payment.lockAttempts(orderId, paymentId);
  if (status === "paid") await recordMoney(order, payment, others, total);
  else if (status !== "open") await giveUpPayment(order, payment, status);
}

/**
 * Records money received, regardless of the statuses of the order and the payment. An order keeps one payment, of its
 * total and in its currency; all others are refunded or reviewed.
 */
async function recordMoney(order: Order, payment: Payment, others: Payment[], total: Money): Promise<void> {
  if (payment.isSettled) return;
  if (others.some(({ isCaptured }) => isCaptured)) {
    await payment.capture(total, "duplicate");
    return publish("payment.duplicated", { orderId: order.id, paymentId: payment.id });
  }
  if (!payment.asksFor(total)) {
    await payment.capture(total, "mismatched");
    return order.isCancelled ? refundCancellation(order) : hold(order, "amount_mismatch");
  }
  await payment.capture(total);
  order.paymentStatus = "paid";
  await publish("order.paid", { orderId: order.id, paymentId: payment.id });
  // End the other sessions, so that the order is not paid twice.
  const paymentIds = others.filter(({ isEndable }) => isEndable).map(({ id }) => id);
  if (paymentIds.length > 0) await enqueueExpiry({ paymentIds });
  if (order.isCancelled) await refundCancellation(order);
  if (order.isPending && !order.isHeld) await startProcessing(order);
  // If the order was moved or held, that update has saved `paymentStatus` already.
  await order.save();
}

/** Publishes the cancellation again, so that its subscriber refunds a payment that arrived afterwards. */
const refundCancellation = (order: Order): Promise<void> => publish("order.cancelled", { orderId: order.id });

/** The stock may be sold out, because the reservation of a late payment was released; staff then review the order. */
async function startProcessing(order: Order): Promise<void> {
  try {
    await moveOrder(order, { to: "processing", actor: "system" });
  } catch (error) {
    // reserveStock() throws it before any other write, and reserves either every line or none.
    if (!(error instanceof OutOfStock)) throw error;
    await hold(order, "paid_without_stock");
  }
}

async function hold(order: Order, reason: HeldReason): Promise<void> {
  await order.hold(reason);
  await publish("order.held_for_review", { orderId: order.id, reason });
}
