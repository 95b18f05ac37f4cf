/**
 * Every fact that the shop publishes, with its payload: ids and facts, never models, and no personal data, because events
 * outlive a closed account.
 */
export type Events = {
  "user.registered": { userId: string };
  /** A code was requested for an address; null if the address belongs to no account. */
  "email_verification.requested": { userId: string | null };
  "password_reset.requested": { userId: string | null };
  /** `changeId` names the row of email_changes that holds the previous address. */
  "user.email_changed": { userId: string; changeId: string; changedAt: string };
  "user.password_changed": { userId: string; changedAt: string };
  "user.mfa_enabled": { userId: string; changedAt: string };
  "user.mfa_disabled": { userId: string; changedAt: string };
  "user.identity_linked": { userId: string; provider: string; changedAt: string };
  "user.identity_unlinked": { userId: string; provider: string; changedAt: string };
  "user.deleted": { userId: string };
  "order.placed": { orderId: string };
  "order.paid": { orderId: string; paymentId: string };
  "order.payment_failed": { orderId: string; paymentId: string };
  "order.status_changed": { orderId: string; from: string; to: string };
  "order.cancelled": { orderId: string };
  "order.held_for_review": { orderId: string; reason: string };
  /** A payment arrived although another one had paid the order. */
  "payment.duplicated": { orderId: string; paymentId: string };
};

export type EventName = keyof Events;

/**
 * The subscribers of each fact. Each gets a job of its own, so that one that fails is retried alone. The functions are in
 * subscribers/registry.ts, which does not compile if a name is missing or unknown.
 */
export const SUBSCRIPTIONS = {
  "user.registered": ["greetNewUser"],
  "email_verification.requested": ["resendVerification"],
  "password_reset.requested": ["mailResetCode"],
  "user.email_changed": ["verifyNewAddress", "noticeEmailChanged"],
  "user.password_changed": ["noticePasswordChanged"],
  "user.mfa_enabled": ["noticeMfaEnabled"],
  "user.mfa_disabled": ["noticeMfaDisabled"],
  "user.identity_linked": ["noticeIdentityLinked"],
  "user.identity_unlinked": ["noticeIdentityUnlinked"],
  "order.paid": ["sendOrderConfirmation"],
  "order.cancelled": ["refundOnCancellation"],
  "payment.duplicated": ["refundDuplicate"],
} as const satisfies Partial<Record<EventName, readonly string[]>>;

type Subscriptions = typeof SUBSCRIPTIONS;

/** The name of a subscriber, which is also the name of its jobs. */
export type SubscriberName = Subscriptions[keyof Subscriptions][number];

/** The event of a subscriber. */
export type EventOf<Name extends SubscriberName> = {
  [Event in keyof Subscriptions]: Name extends Subscriptions[Event][number] ? Event : never;
}[keyof Subscriptions];
