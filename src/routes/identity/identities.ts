import { Router } from "express";
import * as identities from "../../controllers/identity/identities.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { read, write, writeOutsideTransaction } from "../../middlewares/endpoint/endpoint.js";
import { rateLimit } from "../../middlewares/rateLimit.js";
import { LinkIdentity, ListIdentities, UnlinkIdentity } from "../../requests/identity/oidc.js";
import { IdentityListView, SignInAddressView } from "../../views/identity/identity.js";

const router = Router();

/**
 * @openapi
 * /api/v1/me/identities:
 *   get:
 *     operationId: listMyIdentities
 *     tags: [Accounts]
 *     summary: The identities elsewhere that log this user in
 *     responses:
 *       200: { description: The identities }
 *     x-errors: [invalid_cursor]
 *   post:
 *     operationId: linkMyIdentity
 *     tags: [Accounts]
 *     summary: Begin to link an identity to this account
 *     description: >-
 *       Answers where to send the browser, and gives it a cookie to come back with (send `credentials: include`). The
 *       callback links whoever it meets there, whatever their address. Takes a login younger than 15 minutes, or
 *       `currentPassword`.
 *     responses:
 *       200: { description: Where to go }
 *     x-errors: [not_found, provider_unreachable, oidc_refused, reauthentication_required,
 *       invalid_credentials]
 */
router.get("/", authenticate.required, read(ListIdentities, identities.list, IdentityListView));
router.post(
  "/",
  authenticate.required,
  rateLimit("singleSignOn"),
  writeOutsideTransaction(LinkIdentity, identities.create, SignInAddressView),
);

/**
 * @openapi
 * /api/v1/me/identities/{id}:
 *   delete:
 *     operationId: unlinkMyIdentity
 *     tags: [Accounts]
 *     summary: Take an identity off this account
 *     description: Not the last way to log in; an account without a password sets one first.
 *     responses:
 *       204: { description: It logs nobody in any more }
 *     x-errors: [last_way_to_log_in]
 */
router.delete("/:id", authenticate.required, write(UnlinkIdentity, identities.destroy));

export { router as identityRoutes };
