import { Router } from "express";
import * as auth from "../../controllers/account/auth.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { phased, read, write } from "../../middlewares/endpoint/endpoint.js";
import { rateLimit } from "../../middlewares/rateLimit.js";
import { LogIn, LogOut, NoInput, Refresh, Register } from "../../requests/identity/auth.js";
import { CsrfTokenView, SessionView } from "../../views/identity/session.js";

const router = Router();

/**
 * @openapi
 * /api/v1/auth/register:
 *   post:
 *     operationId: register
 *     tags: [Accounts]
 *     summary: Create an account
 *     description: >-
 *       Creates a customer account and logs in. E-mail addresses and usernames are case-insensitive. The guest cart of
 *       the request (`X-Cart-Token`) becomes the customer's cart. A verification code is mailed. If the shop requires
 *       verification (`EMAIL_VERIFICATION`), no session starts: the tokens are null, and a login returns 403 until the
 *       address is verified. A password among the 10,000 most common (`too_common`), or equal to the user's own
 *       address or names (`too_personal`), is rejected with `validation_failed`.
 *     responses:
 *       201: { description: The user and the tokens of a new session }
 *     x-errors: [email_taken, username_taken]
 */
router.post(
  "/register",
  authenticate.ignoringCookies,
  rateLimit("register"),
  write(Register, auth.register, SessionView, { prepare: auth.preparePassword }),
);

/**
 * @openapi
 * /api/v1/auth/login:
 *   post:
 *     operationId: logIn
 *     tags: [Accounts]
 *     summary: Log in
 *     description: >-
 *       `login` is an e-mail address or a username. An unknown login and a wrong password get the same response. The
 *       guest cart of the request (`X-Cart-Token`) is merged into the customer's cart: a login never fails because of a
 *       cart, the customer's own lines take precedence, and lines beyond 200 stay in the guest cart (see `guestCart`).
 *       With `transport: cookie`, both tokens are set as HttpOnly SameSite cookies, and the response has a `csrfToken`
 *       instead. Cookie-authenticated writes send it as `X-CSRF-Token`, unless `Sec-Fetch-Site` or `Origin` shows the
 *       shop's own origin. Every login starts a new session; a cookie login ends the session whose cookies it
 *       replaces.
 *     responses:
 *       200: { description: The user and the tokens of a new session }
 *     x-errors: [invalid_credentials, email_not_verified]
 */
router.post(
  "/login",
  authenticate.ignoringCookies,
  rateLimit("login"),
  write(LogIn, auth.logIn, SessionView, { prepare: auth.verifyPassword }),
);

/**
 * @openapi
 * /api/v1/auth/refresh:
 *   post:
 *     operationId: refreshTokens
 *     tags: [Accounts]
 *     summary: Exchange a refresh token for a new pair
 *     description: >-
 *       A refresh token works once. Reusing it ends its whole session, except within ten seconds of the first use (two
 *       tabs): then the problem has `sessionEnded: false`, and the tokens of the first refresh remain valid. Without
 *       `refreshToken` in the body, the cookie is used and the new tokens are set as cookies.
 *     responses:
 *       200: { description: The user and the tokens of a new session }
 *     x-errors: [invalid_refresh_token, refresh_token_reused, csrf_failed]
 */
router.post(
  "/refresh",
  rateLimit("refresh"),
  phased(Refresh, auth.refresh, SessionView, { idempotencyKey: "none" }),
);

/**
 * @openapi
 * /api/v1/auth/csrf:
 *   get:
 *     operationId: showCsrfToken
 *     tags: [Accounts]
 *     summary: Get the CSRF token of your session
 *     description: For a reloaded page that has only its cookies. The token stays the same for the whole session.
 *     responses:
 *       200: { description: The token }
 */
router.get("/csrf", authenticate.required, read(NoInput, auth.showCsrfToken, CsrfTokenView));

/**
 * @openapi
 * /api/v1/auth/logout:
 *   post:
 *     operationId: logOut
 *     tags: [Accounts]
 *     summary: Log this device out
 *     description: >-
 *       Revokes its refresh token and its access tokens immediately. A client whose access token has expired sends its
 *       refresh token instead, in the body or as a cookie.
 *     responses:
 *       204: { description: Logged out }
 *     x-errors: [not_authenticated, invalid_refresh_token]
 */
router.post("/logout", authenticate.forLogout, rateLimit("refresh"), write(LogOut, auth.logOut));

/**
 * @openapi
 * /api/v1/auth/logout-all:
 *   post:
 *     operationId: logOutEverywhere
 *     tags: [Accounts]
 *     summary: Log every device out
 *     responses:
 *       204: { description: Logged out everywhere }
 */
router.post("/logout-all", authenticate.required, write(NoInput, auth.logOutEverywhere));

export { router as authRoutes };
