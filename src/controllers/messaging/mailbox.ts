import type { Action } from "../../http/action.js";
import { normalizeIdentity } from "../../lib/identity.js";
import { ok, page } from "../../http/reply.js";
import { Mail } from "../../models/messaging/Mail.js";
import type { ShowMailbox } from "../../requests/messaging/mailbox.js";
import { freshJobsDone } from "../../services/messaging/freshJobsDone.js";
import { type MailboxView, renderMailbox, renderMailboxPage } from "../../views/messaging/mailbox.js";

export const show: Action<typeof ShowMailbox, typeof MailboxView> = async ({ query, request }) => {
  await freshJobsDone();
  const mails = await Mail.newest(query.to === undefined ? null : normalizeIdentity(query.to));
  if (!request.wantsHtml) return ok(renderMailbox(mails));
  const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'";
  return page(renderMailboxPage(mails), { headers: { "Content-Security-Policy": policy } });
};
