import { config } from "../../config.js";
import { WITHOUT_KEY } from "../../database/locks.js";
import { transaction } from "../../database/transaction.js";
import type { Events } from "../../events/catalog.js";
import { EmailChange } from "../../models/identity/EmailChange.js";
import { User } from "../../models/identity/User.js";
import { type MailContent, sendMail } from "../../services/messaging/sendMail.js";
import * as mails from "../../views/messaging/accountMails.js";
import type { Subscriber } from "../subscriber.js";

type Change = { userId: string; changedAt: string };
type Changes = { [Name in keyof Events]: Events[Name] extends Change ? Name : never }[keyof Events];

/**
 * What an account rests on has changed: whoever did it, the owner of the mailbox hears of it. The user stays locked
 * until the mail is written, so that a closing account takes it along.
 */
const notice =
  <Name extends Changes>(
    on: Name,
    render: (payload: Events[Name], user: User) => MailContent,
    recipientOf: (payload: Events[Name], user: User) => Recipient = (_payload, user) => user.email,
  ): Subscriber<Name> =>
  (payload) =>
    transaction(async () => {
      const { userId, changedAt } = payload;
      const user = await User.findByPk(userId, { lock: WITHOUT_KEY });
      if (!user || user.anonymizedAt) return;
      const recipient = await recipientOf(payload, user);
      if (recipient !== null)
        await sendMail(`${on}:${userId}:${changedAt}`, recipient, userId, render(payload, user));
    });
type Recipient = string | null | Promise<string | null>;

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
  // To the old address: the new one gets a code.
  noticeEmailChanged: notice(
    "user.email_changed",
    (_payload, user) => mails.renderEmailChanged(user.email, config.shopName),
    async ({ changeId }) => (await EmailChange.findByPk(changeId))?.previousEmail ?? null,
  ),
};
