import type { Money } from "../money.js";

/** What a provider's page shows and charges. Amounts are what the order says; a provider never works any out. */
export type SessionRequest = {
  /** Ours; also the provider's idempotency key, so that asking twice opens one session. */
  paymentId: string;
  orderNumber: string;
  total: Money;
  lines: SessionLine[];
  returnUrl: string;
  expiresAt: Date;
};

/** A line as the provider's page shows it; what is charged is `total`. */
export type SessionLine = { title: string; quantity: number; amount: number };

export type OpenedSession = { sessionId: string; redirectUrl: string };

/** The provider's own word on a session. `open` = the shopper may still pay. */
export type SessionTruth = { status: "open" | "paid" | "declined" | "abandoned" | "expired"; total: Money };

/** What a webhook says: only that something happened to a session. What happened is asked back (fetchSession). */
export type WebhookNotice = { eventId: string; type: string; sessionId: string };

/**
 * The port to a payment provider. Calls go to the outside, so none is made inside a transaction, and each can be
 * repeated: the same payment id means the same session, refund or expiry.
 */
export type PaymentGateway = {
  readonly name: string;
  openSession(request: SessionRequest): Promise<OpenedSession>;
  fetchSession(sessionId: string): Promise<SessionTruth>;
  /** Ends an open session, so that it cannot be paid any more. Nothing happens to one that has ended. */
  expireSession(sessionId: string): Promise<void>;
  /** Gives money back. Repeating it with the same key refunds once. */
  refund(sessionId: string, total: Money, idempotencyKey: string): Promise<void>;
  /** @throws InvalidSignature when the body was not signed by the provider, or too long ago, or in the future */
  readWebhook(rawBody: Buffer, headers: Record<string, string | string[] | undefined>): WebhookNotice;
};
