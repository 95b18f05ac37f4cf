/** Every fact the shop publishes: its name and what it carries. Ids and facts, never models. */
export type Events = {
  "user.registered": { userId: string };
  /** Somebody asked for a mail to this address. Whether it is anybody's is for the subscriber to find out. */
  "email_verification.requested": { email: string };
  "password_reset.requested": { email: string };
  "user.email_changed": { userId: string; previousEmail: string; changedAt: string };
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
