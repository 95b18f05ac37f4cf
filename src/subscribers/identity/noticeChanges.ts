import { config } from "../../config.js";
import { User } from "../../models/identity/User.js";
import { sendMail } from "../../services/messaging/sendMail.js";
import { renderEmailChanged, renderPasswordChanged } from "../../views/messaging/accountMails.js";
import type { Subscriber } from "../subscriber.js";

/** Whoever changed it, the owner of the mailbox hears of it. */
export const noticePasswordChange: Subscriber<"user.password_changed"> = {
  on: "user.password_changed",
  async run({ userId, changedAt }) {
    const user = await User.findByPk(userId);
    if (!user || user.anonymizedAt) return;
    await sendMail(
      `user:${userId}:password:${changedAt}`,
      user.email,
      renderPasswordChanged(config.shopName),
    );
  },
};

/** To the old address: the new one gets a code. */
export const noticeEmailChange: Subscriber<"user.email_changed"> = {
  on: "user.email_changed",
  async run({ userId, previousEmail, changedAt }) {
    const user = await User.findByPk(userId);
    if (!user || user.anonymizedAt) return;
    const mail = renderEmailChanged(user.email, config.shopName);
    await sendMail(`user:${userId}:email:${changedAt}`, previousEmail, mail);
  },
};
