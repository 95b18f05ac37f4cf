import { Mail } from "../../models/messaging/Mail.js";

export type MailContent = { subject: string; text: string; html: string };

/**
 * Sends a mail once: the key names what it is about, so that an event handled twice mails once. Until a mail server is
 * configured (a later version), sending means that it lies in the mailbox at /dev/mailbox.
 * @param userId whose account it is about: the mail goes when the account does; null for a guest
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
