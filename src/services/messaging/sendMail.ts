import { Mail } from "../../models/messaging/Mail.js";

export type MailContent = { subject: string; text: string; html: string };

/**
 * Sends a mail once per key, which makes event handlers idempotent. There is no mail server yet: the mail is stored in the
 * mailbox (/dev/mailbox).
 * @param userId the account that the mail concerns, and is deleted with; null for a guest
 */
export async function sendMail(
  dedupeKey: string,
  recipient: string,
  userId: string | null,
  { subject, text, html }: MailContent,
): Promise<void> {
  await Mail.bulkCreate([{ dedupeKey, recipient, userId, subject, textBody: text, htmlBody: html }], {
    ignoreDuplicates: true,
  });
}
