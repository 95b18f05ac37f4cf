import { z } from "zod";
import { Id, Timestamp } from "../../lib/schemas.js";
import type { Review } from "../../models/catalog/reviews/Review.js";
import type { EmailChange } from "../../models/identity/EmailChange.js";
import type { Session } from "../../models/identity/Session.js";
import type { LoadedUser } from "../../models/identity/User.js";
import type { UserAddress } from "../../models/identity/UserAddress.js";
import type { UserIdentity } from "../../models/identity/UserIdentity.js";
import type { Mail } from "../../models/messaging/Mail.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import type { AuditEntry } from "../../models/system/AuditEntry.js";
import { OwnReviewView, renderOwnReview } from "../catalog/review.js";
import { CartView } from "../cart/cart.js";
import { OrderView, renderOrder } from "../orders/order.js";
import { renderUserAddress, UserAddressView } from "../identity/address.js";
import { renderUser, UserView } from "../identity/user.js";

export const AccountExportView = z
  .strictObject({
    exportedAt: Timestamp,
    profile: UserView,
    secondFactorSince: Timestamp.nullable(),
    addresses: z.array(UserAddressView),
    cart: CartView.nullable(),
    orders: z.array(OrderView),
    reviews: z.array(OwnReviewView),
    sessions: z.array(
      z.strictObject({
        id: Id,
        ip: z.string().nullable(),
        userAgent: z.string().nullable(),
        createdAt: Timestamp,
        lastUsedAt: Timestamp,
        expiresAt: Timestamp,
        endedAt: Timestamp.nullable(),
      }),
    ),
    identities: z.array(
      z.strictObject({
        provider: z.string(),
        issuer: z.string(),
        subject: z.string(),
        email: z.string().nullable(),
        createdAt: Timestamp,
      }),
    ),
    emailChanges: z
      .array(z.strictObject({ previousEmail: z.string(), at: Timestamp }))
      .describe("The addresses that the account had in the last 30 days."),
    mails: z.array(z.strictObject({ subject: z.string(), at: Timestamp })),
    activity: z
      .array(z.strictObject({ action: z.string(), at: Timestamp, ip: z.string().nullable() }))
      .describe("The user's actions in the audit log."),
  })
  .meta({ id: "AccountExport" });

type Held = {
  user: LoadedUser;
  addresses: UserAddress[];
  cart: z.input<typeof CartView> | null;
  orders: OrderRow[];
  reviews: Review[];
  sessions: Session[];
  identities: UserIdentity[];
  emailChanges: EmailChange[];
  mails: Mail[];
  activity: AuditEntry[];
};

/** @param held.cart rendered */
export const renderAccountExport = (held: Held, now: Date): z.input<typeof AccountExportView> => ({
  exportedAt: now.toISOString(),
  profile: renderUser(held.user),
  secondFactorSince: held.user.totpConfirmedAt?.toISOString() ?? null,
  addresses: held.addresses.map(renderUserAddress),
  cart: held.cart,
  orders: held.orders.map(renderOrder),
  reviews: held.reviews.map(renderOwnReview),
  sessions: held.sessions.map((session) => ({
    id: session.id,
    ip: session.ip,
    userAgent: session.userAgent,
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    endedAt: session.endedAt?.toISOString() ?? null,
  })),
  identities: held.identities.map(({ provider, issuer, subject, email, createdAt }) => ({
    provider,
    issuer,
    subject,
    email,
    createdAt: createdAt.toISOString(),
  })),
  emailChanges: held.emailChanges.map(({ previousEmail, createdAt }) => ({
    previousEmail,
    at: createdAt.toISOString(),
  })),
  mails: held.mails.map(({ subject, createdAt }) => ({ subject, at: createdAt.toISOString() })),
  activity: held.activity.map(({ action, recordedAt, ip }) => ({ action, at: recordedAt.toISOString(), ip })),
});
