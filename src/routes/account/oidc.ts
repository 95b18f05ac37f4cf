import { Router } from "express";
import * as oidc from "../../controllers/account/oidc.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import { oidcErrors } from "../../middlewares/oidcErrors.js";
import { rateLimit } from "../../middlewares/rateLimit.js";
import { BeginOidc, FinishOidc } from "../../requests/identity/oidc.js";

const router = Router();

/**
 * @openapi
 * /api/v1/auth/oidc/{provider}:
 *   get:
 *     operationId: beginSingleSignOn
 *     tags: [Accounts]
 *     summary: Log in with an OpenID Connect provider
 *     description: >-
 *       Open it in a browser, as a link. Redirects to the provider of that name in `OIDC_PROVIDERS` (authorization code
 *       with PKCE, nonce and state), which redirects back to the callback. The flow expires after ten minutes.
 *     responses:
 *       302: { description: Redirect to the provider }
 *     x-errors: [provider_unreachable, oidc_refused]
 */
router.get("/:provider", rateLimit("singleSignOn"), read(BeginOidc, oidc.begin));

/**
 * @openapi
 * /api/v1/auth/oidc/{provider}/callback:
 *   get:
 *     operationId: finishSingleSignOn
 *     tags: [Accounts]
 *     summary: Complete a login with an OpenID Connect provider
 *     description: >-
 *       Starts a cookie session and redirects to `returnTo`. An unlinked identity logs in to the account with its e-mail
 *       address if the provider and the account have both verified that address; if no account exists, one is created.
 *       Staff accounts are not linked by e-mail address: log in and link the identity first. Errors are returned as
 *       problems; a browser (`Accept: text/html`) is redirected to `returnTo` with the problem's code in `?error=`, and
 *       for `mfa_required` with the challenge in `#challenge=`.
 *     responses:
 *       303: { description: "Logged in (or linked); redirect to `returnTo`" }
 *     x-errors: [oidc_flow_invalid, oidc_refused, provider_unreachable, provider_email_unverified,
 *       account_exists_unverified, staff_not_linked, identity_taken, not_authenticated, invalid_credentials,
 *       mfa_required]
 */
router.get(
  "/:provider/callback",
  authenticate.ignoringCookies,
  rateLimit("singleSignOn"),
  write(FinishOidc, oidc.finish, null, { prepare: oidc.verifyArrival }),
);
router.use(oidcErrors);

export { router as oidcRoutes };
