import { config } from "../../config.js";
import type { Events } from "../../events/catalog.js";
import { EmailChange } from "../../models/identity/EmailChange.js";
import type { User } from "../../models/identity/User.js";
import { mailOwner } from "../../services/messaging/mailOwner.js";
import type { MailContent } from "../../services/messaging/sendMail.js";
import * as mails from "../../views/messaging/accountMails.js";
import type { Subscriber } from "../subscriber.js";

type Change = { userId: string; changedAt: string };
type Changes = { [Name in keyof Events]: Events[Name] extends Change ? Name : never }[keyof Events];

type Recipient = string | null | Promise<string | null>;

/** Notifies the owner of an account of a change to its login methods, even one made by the owner. */
const notice =
  <Name extends Changes>(
    on: Name,
    render: (payload: Events[Name], user: User) => MailContent,
    recipientOf: (payload: Events[Name], user: User) => Recipient = (_payload, user) => user.email,
  ): Subscriber<Name> =>
  (payload) =>
    mailOwner(payload.userId, `${on}:${payload.userId}:${payload.changedAt}`, async (user) => ({
      recipient: await recipientOf(payload, user),
      content: render(payload, user),
    }));

const labelOf = (provider: string): string =>
  config.oidcProviders.find(({ name }) => name === provider)?.label ?? provider;

export const changeNotices = {
  noticePasswordChanged: notice("user.password_changed", () => mails.renderPasswordChanged(config.shopName)),
  noticeMfaEnabled: notice("user.mfa_enabled", () => mails.renderMfaEnabled(config.shopName)),
  noticeMfaDisabled: notice("user.mfa_disabled", () => mails.renderMfaDisabled(config.shopName)),
  noticeIdentityLinked: notice("user.identity_linked", ({ provider }) =>
    mails.renderIdentityLinked(labelOf(provider), config.shopName),
  ),
  noticeIdentityUnlinked: notice("user.identity_unlinked", ({ provider }) =>
    mails.renderIdentityUnlinked(labelOf(provider), config.shopName),
  ),
  // Sent to the old address; the new one receives a code.
  noticeEmailChanged: notice(
    "user.email_changed",
    (_payload, user) => mails.renderEmailChanged(user.email, config.shopName),
    async ({ changeId }) => (await EmailChange.findByPk(changeId))?.previousEmail ?? null,
  ),
};
