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
 *     summary: Log in at an OpenID Connect provider
 *     description: >-
 *       For a browser, as a link: goes to the provider of that name in OIDC_PROVIDERS (authorization code, PKCE, nonce
 *       and state), which sends it back to the callback. It has ten minutes.
 *     responses:
 *       302: { description: To the provider }
 *     x-errors: [provider_unreachable, oidc_refused]
 */
router.get("/:provider", rateLimit("singleSignOn"), read(BeginOidc, oidc.begin));

/**
 * @openapi
 * /api/v1/auth/oidc/{provider}/callback:
 *   get:
 *     operationId: finishSingleSignOn
 *     tags: [Accounts]
 *     summary: Where the provider sends the browser back
 *     description: >-
 *       Begins a session by cookie and goes to `returnTo`. An identity that is not linked yet logs in the account of its
 *       address only where the provider vouches for the address and the account has verified it, and opens an account
 *       where there is none; an account with permissions only once its owner has linked it. What goes wrong is a problem; a browser (`Accept: text/html`) is sent to `returnTo` with
 *       the problem's code in `?error=` instead, and with the challenge of `mfa_required` in `#challenge=`.
 *     responses:
 *       303: { description: "Logged in (or linked), back to where it began" }
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
