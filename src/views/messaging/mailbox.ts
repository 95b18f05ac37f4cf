import { z } from "zod";
import { wholeList } from "../../lib/paging.js";
import { escapeHtml } from "../../lib/text/escapeHtml.js";
import { htmlPage } from "../../lib/pages/htmlPage.js";
import { htmlTime } from "../../lib/pages/htmlTime.js";
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

const HEADER = `<h1>Mailbox</h1>
<p class="note">The mails that the shop has sent, newest first. At most 100 are shown.</p>`;

/**
 * Every mail is a section; one is open at a time. The HTML version is a separate document in a sandboxed frame, because
 * mails have inline styles, which the page forbids.
 * @param to the recipient that the list is limited to
 */
export function renderMailboxPage(mails: Mail[], to: string | undefined, shopName: string): string {
  const sections = mails.map((mail, index) => `<li>${section(mail, index === 0)}</li>`);
  const list = `<ol class="mails">\n${sections.join("\n")}\n</ol>`;
  return htmlPage(
    shopName,
    "Mailbox",
    `${HEADER}\n${recipientForm(to)}\n${mails.length > 0 ? list : emptyState(to)}`,
  );
}

const recipientForm = (to = "") => `<form role="search">
<label for="to">Recipient</label>
<input id="to" name="to" type="search" maxlength="254" required autocomplete="off" spellcheck="false" value="${escapeHtml(to)}">
<button>Filter</button>${to && ` <a href="/dev/mailbox">Show all</a>`}
</form>`;

const emptyState = (to?: string) =>
  `<p class="card">${
    to === undefined
      ? "There are no mails yet. The shop sends one when an order is paid or a password is reset."
      : `There are no mails to ${escapeHtml(to)}.`
  }</p>`;

const section = (mail: Mail, open: boolean) => `<details name="mail"${open ? " open" : ""}>
<summary><h2>${escapeHtml(mail.subject)}</h2>
<span class="note">to ${escapeHtml(mail.recipient)}, ${htmlTime(mail.createdAt)}</span></summary>
<div class="mail">${content(mail)}</div>
</details>`;

function content({ id, subject, textBody, htmlBody }: Mail): string {
  const text = `<pre>${escapeHtml(textBody)}</pre>`;
  if (htmlBody === "") return text;
  const address = `/dev/mailbox/${id}/html`;
  return `<details><summary>Text version</summary>${text}</details>
<iframe sandbox loading="lazy" title="HTML version: ${escapeHtml(subject)}" src="${address}"></iframe>
<a class="note" href="${address}">HTML version alone</a>`;
}
