import { statement } from "../database/statement.js";
import { logger } from "../lib/logger.js";
import { Payment } from "../models/payments/Payment.js";
import { gatewayNamed } from "../services/payments/gateways.js";
import { settlePayment } from "../services/payments/settlePayment.js";

const overdue = statement<{ id: string }>(
  `SELECT p.id FROM payments p JOIN orders o ON o.id = p.order_id
   WHERE p.status = 'pending' AND p.expires_at <= now() AND o.held_reason IS NULL ORDER BY p.expires_at LIMIT 50`,
);

/**
 * Gives up payments that nobody made in time. The session is ended at the provider first and its truth asked after
 * that: a payment made in the last moment is kept, and stock is released only when it cannot be paid any more.
 * Those of orders that wait for a person are left alone.
 * @returns how many payments were looked at
 */
export async function expirePayments(): Promise<number> {
  const due = await overdue();
  for (const { id } of due) {
    try {
      const payment = await Payment.findByPk(id, { rejectOnEmpty: true });
      if (payment.providerSessionId) {
        await gatewayNamed(payment.provider).expireSession(payment.providerSessionId);
      }
      await settlePayment(id);
    } catch (error) {
      logger.error({ err: error, paymentId: id }, "a payment could not be expired; it will be tried again");
    }
  }
  return due.length;
}
