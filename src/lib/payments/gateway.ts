import type { Money } from "../money/money.js";

/** The content of a provider's page. All amounts come from the order; providers calculate nothing. */
export type SessionRequest = {
  /** The id of our payment. It is also the idempotency key at the provider, so that two requests open one session. */
  paymentId: string;
  orderNumber: string;
  total: Money;
  lines: SessionLine[];
  returnUrl: string;
  expiresAt: Date;
};

/** A line on the provider's page; `amount` in minor units. The provider charges the `total` of the request. */
export type SessionLine = { title: string; quantity: number; amount: number };

export type OpenedSession = { sessionId: string; redirectUrl: string };

/** The ways in which a shopper can end a session. */
export const SESSION_OUTCOMES = ["paid", "declined", "abandoned"] as const;
export type SessionOutcome = (typeof SESSION_OUTCOMES)[number];

/** `open`: the shopper can still pay. */
export const SESSION_STATUSES = ["open", ...SESSION_OUTCOMES, "expired"] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** The state of a session at the provider. */
export type SessionTruth = { status: SessionStatus; total: Money };

/** A webhook reports only that a session changed; fetchSession() returns its state. */
export type WebhookNotice = { eventId: string; type: string; sessionId: string };

/**
 * The port to a payment provider. Calls leave the process, so they are made outside transactions. Each call is
 * idempotent: the same payment id returns the same session, refund or expiry.
 */
export type PaymentGateway = {
  readonly name: string;
  openSession(request: SessionRequest): Promise<OpenedSession>;
  fetchSession(sessionId: string): Promise<SessionTruth>;
  /** Ends an open session, so that it can no longer be paid. Does nothing if the session has ended. */
  expireSession(sessionId: string): Promise<void>;
  /** Refunds a paid session. Two calls with the same key make one refund. */
  refund(sessionId: string, total: Money, idempotencyKey: string): Promise<void>;
  /** @throws InvalidSignature if the provider did not sign the body, or the signature is too old or in the future */
  readWebhook(rawBody: Buffer, headers: Record<string, string | string[] | undefined>): WebhookNotice;
};
