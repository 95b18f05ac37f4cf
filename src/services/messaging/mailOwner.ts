import { transaction } from "../../database/transaction.js";
import { User } from "../../models/identity/User.js";
import { type MailContent, sendMail } from "./sendMail.js";

/** `recipient` is null if no mail is needed. */
type Letter = { recipient: string | null; content: MailContent };

/**
 * Mails the owner of an account, unless it is closed. The user stays locked until the mail is stored, so that closing the
 * account deletes the mail, too.
 * @param dedupeKey as sendMail() takes it
 */
export const mailOwner = (
  userId: string,
  dedupeKey: string,
  compose: (user: User) => Promise<Letter>,
): Promise<void> =>
  transaction(async () => {
    const user = await User.lockOpen(userId);
    if (!user) return;
    const { recipient, content } = await compose(user);
    if (recipient !== null) await sendMail(dedupeKey, recipient, userId, content);
  });
