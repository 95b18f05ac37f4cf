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
 *     summary: List the user's identities at other providers
 *     responses:
 *       200: { description: The identities }
 *     x-errors: [invalid_cursor]
 *   post:
 *     operationId: linkMyIdentity
 *     tags: [Accounts]
 *     summary: Begin to link an identity to the account
 *     description: >-
 *       Returns the address to send the browser to, and a cookie for its return (send `credentials: include`). The
 *       callback links the identity that the provider returns, regardless of its e-mail address. Requires a login
 *       within the last 15 minutes, or `currentPassword`.
 *     responses:
 *       200: { description: The address to send the browser to }
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
 *     summary: Remove an identity from the account
 *     description: The last way to log in cannot be removed; an account without a password sets one first.
 *     responses:
 *       204: { description: Removed }
 *     x-errors: [last_way_to_log_in]
 */
router.delete("/:id", authenticate.required, write(UnlinkIdentity, identities.destroy));

export { router as identityRoutes };
