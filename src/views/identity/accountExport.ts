import { z } from "zod";
import { Id, Timestamp } from "../../lib/schemas.js";
import type {
  ActivityRecord,
  EmailChangeRecord,
  IdentityRecord,
  MailRecord,
  SessionRecord,
} from "../../models/identity/accountRecords.js";
import type { LoadedUser } from "../../models/identity/User.js";
import type { UserAddress } from "../../models/identity/UserAddress.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import { CartView } from "../cart/cart.js";
import { OrderView, renderOrder } from "../orders/order.js";
import { renderUserAddress, UserAddressView } from "./address.js";
import { renderUser, UserView } from "./user.js";

export const AccountExportView = z
  .strictObject({
    exportedAt: Timestamp,
    profile: UserView,
    secondFactorSince: Timestamp.nullable(),
    addresses: z.array(UserAddressView),
    cart: CartView.nullable(),
    orders: z.array(OrderView),
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
      .describe("What the audit log says that they did."),
  })
  .meta({ id: "AccountExport" });

type Held = {
  user: LoadedUser;
  addresses: UserAddress[];
  cart: z.input<typeof CartView> | null;
  orders: OrderRow[];
  sessions: SessionRecord[];
  identities: IdentityRecord[];
  emailChanges: EmailChangeRecord[];
  mails: MailRecord[];
  activity: ActivityRecord[];
};

/** @param cart rendered already */
export const renderAccountExport = (held: Held, now: Date): z.input<typeof AccountExportView> => ({
  exportedAt: now.toISOString(),
  profile: renderUser(held.user),
  secondFactorSince: held.user.totpConfirmedAt?.toISOString() ?? null,
  addresses: held.addresses.map(renderUserAddress),
  cart: held.cart,
  orders: held.orders.map(renderOrder),
  sessions: held.sessions.map(({ createdAt, lastUsedAt, expiresAt, endedAt, ...session }) => ({
    ...session,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  })),
  identities: held.identities.map(({ createdAt, ...rest }) => ({
    ...rest,
    createdAt: createdAt.toISOString(),
  })),
  emailChanges: held.emailChanges.map(({ previousEmail, createdAt }) => ({
    previousEmail,
    at: createdAt.toISOString(),
  })),
  mails: held.mails.map(({ subject, createdAt }) => ({ subject, at: createdAt.toISOString() })),
  activity: held.activity.map(({ action, recordedAt, ip }) => ({ action, at: recordedAt.toISOString(), ip })),
});
