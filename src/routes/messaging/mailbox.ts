import { Router } from "express";
import * as mailbox from "../../controllers/messaging/mailbox.js";
import { read } from "../../middlewares/endpoint/endpoint.js";
import { ShowMail, ShowMailbox } from "../../requests/messaging/mailbox.js";
import { MailboxView } from "../../views/messaging/mailbox.js";

const router = Router();

/**
 * @openapi
 * /dev/mailbox:
 *   get:
 *     operationId: showMailbox
 *     tags: [System]
 *     summary: List the mails that the shop has sent, newest first (outside production)
 *     description: JSON, or an HTML page if `Accept` asks for one.
 *     responses:
 *       200: { description: The mails }
 */
router.get("/", read(ShowMailbox, mailbox.show, MailboxView));

/**
 * @openapi
 * /dev/mailbox/{mailId}/html:
 *   get:
 *     operationId: showMailHtml
 *     tags: [System]
 *     summary: Show the HTML version of a mail (outside production)
 *     description: 404 if the mail has a text version only. The response's Content-Security-Policy sandboxes the mail.
 *     responses:
 *       200: { description: The HTML version, content: { text/html: { schema: { type: string } } } }
 */
router.get("/:mailId/html", read(ShowMail, mailbox.showHtml));

export { router as mailboxRoutes };
