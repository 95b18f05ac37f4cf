import { Router } from "express";
import * as mailbox from "../../controllers/messaging/mailbox.js";
import { read } from "../../middlewares/endpoint/endpoint.js";
import { ShowMailbox } from "../../requests/messaging/mailbox.js";
import { MailboxView } from "../../views/messaging/mailbox.js";

const router = Router();

/**
 * @openapi
 * /dev/mailbox:
 *   get:
 *     operationId: showMailbox
 *     tags: [System]
 *     summary: Every mail the shop has sent, newest first (outside production)
 *     description: JSON; a page where `Accept` asks for HTML.
 *     responses:
 *       200: { description: The mails }
 */
router.get("/", read(ShowMailbox, mailbox.show, MailboxView));

export { router as mailboxRoutes };
