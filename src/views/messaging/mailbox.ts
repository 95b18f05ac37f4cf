import { z } from "zod";
import { wholeList } from "../../http/paging.js";
import { escapeHtml, htmlPage } from "../../lib/escapeHtml.js";
import { Id, listOf, Timestamp } from "../../lib/schemas.js";
import type { Mail } from "../../models/messaging/Mail.js";

const MailView = z.strictObject({
  id: Id,
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  at: Timestamp,
});
export const MailboxView = listOf(MailView, "Mailbox");

const renderMail = (mail: Mail): z.input<typeof MailView> => ({
  id: mail.id,
  to: mail.recipient,
  subject: mail.subject,
  text: mail.textBody,
  html: mail.htmlBody,
  at: mail.createdAt.toISOString(),
});

export const renderMailbox = (mails: Mail[]): z.input<typeof MailboxView> => wholeList(mails.map(renderMail));

/** Mails are shown in frames that can run nothing and reach nothing. */
export function renderMailboxPage(mails: Mail[]): string {
  const articles = mails.map(
    (mail) => `<article>
<h2>${escapeHtml(mail.subject)}</h2>
<p class="note">to ${escapeHtml(mail.recipient)}, ${mail.createdAt.toISOString()}</p>
<iframe sandbox title="${escapeHtml(mail.subject)}" style="width:100%;height:24rem;border:0" srcdoc="${escapeHtml(mail.htmlBody)}"></iframe>
</article>`,
  );
  const none = `<p>No mail yet. Buy something: a paid order is confirmed here.</p>`;
  return htmlPage("Mailbox", `<h1>Mailbox</h1>\n${articles.join("\n") || none}`);
}
