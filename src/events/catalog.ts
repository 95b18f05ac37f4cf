/**
 * Every fact the shop publishes: its name and what it carries. Ids and facts, never models, and nothing that names a
 * person: events outlive a closed account.
 */
export type Events = {
  "user.registered": { userId: string };
  /** A code was asked for, by an address; null where the address belongs to no account. */
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
};

export type EventName = keyof Events;
