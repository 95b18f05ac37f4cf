import { config } from "../../config.js";
import type { Events } from "../../events/catalog.js";
import { User } from "../../models/identity/User.js";
import { type MailContent, sendMail } from "../../services/messaging/sendMail.js";
import * as mails from "../../views/messaging/accountMails.js";
import type { Subscriber } from "../subscriber.js";

type Change = { userId: string; changedAt: string };
type Changes = { [Name in keyof Events]: Events[Name] extends Change ? Name : never }[keyof Events];

/** What an account rests on has changed: whoever did it, the owner of the mailbox hears of it. */
const notice =
  <Name extends Changes>(
    on: Name,
    render: (payload: Events[Name], user: User) => MailContent,
    recipient: (payload: Events[Name], user: User) => string = (_payload, user) => user.email,
  ): Subscriber<Name> =>
  async (payload) => {
    const { userId, changedAt } = payload;
    const user = await User.findByPk(userId);
    if (!user || user.anonymizedAt) return;
    await sendMail(`${on}:${userId}:${changedAt}`, recipient(payload, user), userId, render(payload, user));
  };

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
    ({ previousEmail }) => previousEmail,
  ),
};
