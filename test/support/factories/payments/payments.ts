import { secondsFromNow } from "../../../../src/lib/clock.js";
import type { SessionStatus } from "../../../../src/lib/payments/gateway.js";
import { Payment } from "../../../../src/models/payments/Payment.js";
import { TestPaymentSession } from "../../../../src/models/payments/TestPaymentSession.js";
import { IdempotencyKey } from "../../../../src/models/system/IdempotencyKey.js";

/** Sets what the provider reports of a session, even a status that its page forbids, and without a webhook. */
export async function setProviderSession(
  paymentId: string,
  report: { status?: SessionStatus; amount?: number; expiresAt?: Date },
): Promise<void> {
  await TestPaymentSession.update(report, { where: { paymentId } });
}

/** Removes a session at the provider, which then neither reports nor ends it. */
export async function removeProviderSession(paymentId: string): Promise<void> {
  await TestPaymentSession.destroy({ where: { paymentId } });
}

/** Moves the expiry of payments to the past. */
export async function passExpiry(...paymentIds: string[]): Promise<void> {
  await Payment.update({ expiresAt: secondsFromNow(-1) }, { where: { id: paymentIds } });
}

/** Restores the state of payments before their session was opened. */
export async function forgetSession(...paymentIds: string[]): Promise<void> {
  await Payment.update({ providerSessionId: null, redirectUrl: null }, { where: { id: paymentIds } });
}

/**
 * Restores the state after a crash before the reply of a request was recorded.
 * @param resourceId the order or payment that the request created
 * @param leaseSeconds the time until the key's lock ends; negative when it has ended
 */
export async function forgetReply(resourceId: string, leaseSeconds = -1): Promise<void> {
  const lockedUntil = secondsFromNow(leaseSeconds);
  await IdempotencyKey.update({ response: null, completedAt: null, lockedUntil }, { where: { resourceId } });
}

/** Ends the lock of a request that is still running. */
export async function endLease(resourceId: string): Promise<void> {
  await IdempotencyKey.update({ lockedUntil: secondsFromNow(-1) }, { where: { resourceId } });
}
