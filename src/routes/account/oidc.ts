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
 *       A link for browsers. Redirects to the provider of that name in OIDC_PROVIDERS (authorization code, PKCE, nonce
 *       and state), which redirects back to the callback within ten minutes.
 *     responses:
 *       302: { description: Redirects to the provider }
 *     x-errors: [provider_unreachable, oidc_refused]
 */
router.get("/:provider", rateLimit("singleSignOn"), read(BeginOidc, oidc.begin));

/**
 * @openapi
 * /api/v1/auth/oidc/{provider}/callback:
 *   get:
 *     operationId: finishSingleSignOn
 *     tags: [Accounts]
 *     summary: Receive the browser back from the provider
 *     description: >-
 *       Begins a session by cookie and redirects to `returnTo`. An identity that is not linked logs in the account
 *       with its e-mail address only if the provider and the account have both verified the address. If there is no
 *       such account, one is created. An account with permissions must link the identity first. A failure is a
 *       problem; a browser (`Accept: text/html`) is redirected to `returnTo` with the problem's code in `?error=`, and
 *       with the challenge of `mfa_required` in `#challenge=`.
 *     responses:
 *       303: { description: "Logged in or linked; redirects to `returnTo`" }
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
