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
 * Brings a payment in line with its session at the provider. The webhook inbox, the return page and the expiry call it,
 * in any order and any number of times: it asks the provider (outside any transaction), then decides once, under the
 * order's lock.
 * @returns whether the payment is settled or given up; false while the shopper can still pay
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
 * Records money whatever the statuses of the order and of the payment are: late money is money, too. An order keeps one
 * payment, of its total and in its currency.
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
  // A paid order must not be paid again.
  const paymentIds = others.filter(({ isEndable }) => isEndable).map(({ id }) => id);
  if (paymentIds.length > 0) await enqueueExpiry({ paymentIds });
  if (order.isCancelled) await refundCancellation(order);
  if (order.isPending && !order.isHeld) await startProcessing(order);
  // Where the order was moved or held, that update has written `paymentStatus` already.
  await order.save();
}

/** Paid after it was cancelled: the cancellation is published again, and its subscriber refunds the new money. */
const refundCancellation = (order: Order): Promise<void> => publish("order.cancelled", { orderId: order.id });

/** Others may have bought the stock after the reservation of a late payment was released; then staff decide. */
async function startProcessing(order: Order): Promise<void> {
  try {
    await moveOrder(order, { to: "processing", actor: "system" });
  } catch (error) {
    // reserveStock() throws it before anything else is written, and changes nothing unless it can serve every line.
    if (!(error instanceof OutOfStock)) throw error;
    await hold(order, "paid_without_stock");
  }
}

async function hold(order: Order, reason: HeldReason): Promise<void> {
  await order.hold(reason);
  await publish("order.held_for_review", { orderId: order.id, reason });
}
