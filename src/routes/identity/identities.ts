import { Router } from "express";
import * as identities from "../../controllers/identity/identities.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { phased, read, write } from "../../middlewares/endpoint/endpoint.js";
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
 *     summary: List your linked identities
 *     responses:
 *       200: { description: The identities }
 *     x-errors: [invalid_cursor]
 *   post:
 *     operationId: linkMyIdentity
 *     tags: [Accounts]
 *     summary: Start linking an identity to your account
 *     description: >-
 *       Returns the provider's authorization URL and sets a cookie that the callback requires (send `credentials:
 *       include`). The callback links the identity that logs in there, regardless of its e-mail address. Requires a
 *       login less than 15 minutes old, or `currentPassword`.
 *     responses:
 *       200: { description: The authorization URL }
 *     x-errors: [not_found, provider_unreachable, oidc_refused, reauthentication_required,
 *       invalid_credentials]
 */
router.get("/", authenticate.required, read(ListIdentities, identities.list, IdentityListView));
router.post(
  "/",
  authenticate.required,
  rateLimit("singleSignOn"),
  phased(LinkIdentity, identities.create, SignInAddressView, { idempotencyKey: "none" }),
);

/**
 * @openapi
 * /api/v1/me/identities/{id}:
 *   delete:
 *     operationId: unlinkMyIdentity
 *     tags: [Accounts]
 *     summary: Unlink an identity from your account
 *     description: The last way to log in cannot be removed; set a password first.
 *     responses:
 *       204: { description: Unlinked }
 *     x-errors: [last_way_to_log_in]
 */
router.delete("/:id", authenticate.required, write(UnlinkIdentity, identities.destroy));

export { router as identityRoutes };
