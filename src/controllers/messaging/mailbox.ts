import { config } from "../../config.js";
import { NotFound } from "../../errors/system.js";
import type { Action } from "../../http/action.js";
import { pagePolicy } from "../../http/pagePolicy.js";
import { ok, page } from "../../http/reply.js";
import { normalizeIdentity } from "../../lib/identity.js";
import { Mail } from "../../models/messaging/Mail.js";
import type { ShowMail, ShowMailbox } from "../../requests/messaging/mailbox.js";
import { freshJobsDone } from "../../services/messaging/freshJobsDone.js";
import { type MailboxView, renderMailbox, renderMailboxPage } from "../../views/messaging/mailbox.js";

export const show: Action<typeof ShowMailbox, typeof MailboxView> = async ({ query, request }) => {
  await freshJobsDone();
  const mails = await Mail.newest(query.to === undefined ? null : normalizeIdentity(query.to));
  if (!request.wantsHtml) return ok(renderMailbox(mails));
  const policy = pagePolicy({ forms: "'self'", frames: "'self'" });
  return page(renderMailboxPage(mails, query.to, config.shopName), policy);
};

/** A mail can contain untrusted text, so it runs no scripts, loads nothing and has its own origin. */
const MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

export const showHtml: Action<typeof ShowMail> = async ({ params }) => {
  const mail = await Mail.findByPk(params.mailId);
  if (!mail?.htmlBody) throw new NotFound();
  return page(mail.htmlBody, MAIL_POLICY);
};
