import { Router } from "express";
import { exportMe } from "../../controllers/account/accountExport.js";
import * as me from "../../controllers/account/me.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import { NoInput } from "../../requests/identity/auth.js";
import * as requests from "../../requests/identity/me.js";
import { AccountExportView } from "../../views/account/accountExport.js";
import { UserView } from "../../views/identity/user.js";

const router = Router();

/**
 * @openapi
 * /api/v1/me:
 *   get:
 *     operationId: showMe
 *     tags: [Accounts]
 *     summary: Show the logged-in user
 *     responses:
 *       200: { description: The user }
 */
router.get("/", authenticate.required, read(NoInput, me.show, UserView));

/**
 * @openapi
 * /api/v1/me:
 *   patch:
 *     operationId: updateMe
 *     tags: [Accounts]
 *     summary: Change your profile
 *     description: >-
 *       Omitted fields keep their value; null clears a field. A new e-mail address is used for logins at once and is
 *       not verified: a code is mailed to it, and a notice to the old one. A change of address requires a login within
 *       the last 15 minutes, or `currentPassword`.
 *     responses:
 *       200: { description: The user }
 *     x-errors: [email_taken, username_taken, reauthentication_required, invalid_credentials]
 */
router.patch(
  "/",
  authenticate.required,
  write(requests.UpdateMe, me.update, UserView, { prepare: me.prepareUpdate }),
);

/**
 * @openapi
 * /api/v1/me:
 *   delete:
 *     operationId: deleteMe
 *     tags: [Accounts]
 *     summary: Close your account
 *     description: >-
 *       Deletes your personal data (profile, addresses, single sign-on, second factor, cart, mails) and ends every
 *       session. Orders keep the address and the e-mail address that they were placed with, as bookkeeping law
 *       requires. This cannot be undone, and requires a login within the last 15 minutes, or the `password`. The last
 *       administrator cannot close their account.
 *     responses:
 *       204: { description: The account is closed }
 *     x-errors: [reauthentication_required, invalid_credentials, last_admin]
 */
router.delete(
  "/",
  authenticate.required,
  write(requests.DeleteMe, me.destroy, null, { prepare: me.prepareDeletion }),
);

/**
 * @openapi
 * /api/v1/me/password:
 *   put:
 *     operationId: changePassword
 *     tags: [Accounts]
 *     summary: Change your password
 *     description: >-
 *       Ends every other session and mails a notice. The rules are those of registration. An account without a
 *       password (single sign-on) sets its first one by forgot-password.
 *     responses:
 *       204: { description: Changed }
 *     x-errors: [invalid_credentials]
 */
router.put(
  "/password",
  authenticate.required,
  write(requests.ChangePassword, me.replacePassword, null, { prepare: me.prepareChange }),
);

/**
 * @openapi
 * /api/v1/me/export:
 *   get:
 *     operationId: exportMe
 *     tags: [Accounts]
 *     summary: Export your data
 *     description: As a file. It contains no secrets (password, tokens, codes).
 *     responses:
 *       200: { description: The data of the account }
 */
router.get("/export", authenticate.required, read(NoInput, exportMe, AccountExportView));

export { router as meRoutes };
