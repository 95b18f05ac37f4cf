import { Router } from "express";
import * as auth from "../../controllers/account/auth.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { read, write, writeOutsideTransaction } from "../../middlewares/endpoint/endpoint.js";
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
 *       Creates a customer account and logs it in. E-mail addresses and usernames are case-insensitive. A guest's cart
 *       (`X-Cart-Token`) becomes the customer's. A code to verify the address is mailed. If the shop requires that
 *       first (EMAIL_VERIFICATION), the tokens are null, and a login before it is a 403. A password among the 10,000
 *       most common (`too_common`), or equal to the user's address or names (`too_personal`), is a
 *       `validation_failed`.
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
 *       `login` is an e-mail address or a username. The response does not reveal what was wrong. A guest's cart
 *       (`X-Cart-Token`) is merged into the customer's: a login never fails because of a cart, the customer's own
 *       lines come first, and lines beyond 200 stay in the guest's cart (see `guestCart`). With `transport: cookie`
 *       both tokens are set as HttpOnly SameSite cookies, and the response has a `csrfToken` instead; writes by cookie
 *       send it as `X-CSRF-Token`, unless the browser states that they come from the shop's own origin or one of
 *       `CORS_ORIGINS` (`Sec-Fetch-Site`, `Origin`). Each login begins a session of its own. A login by cookie ends the
 *       session whose cookies it overwrites.
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
 *       A refresh token can be used once. Another use ends the session, except within ten seconds of the refresh that
 *       it lost against (two tabs): the problem then has `sessionEnded: false`, and the tokens of the first refresh
 *       stay valid. Without `refreshToken` in the body the cookie is used, and the response sets cookies.
 *     responses:
 *       200: { description: The user and the tokens of a new session }
 *     x-errors: [invalid_refresh_token, refresh_token_reused, csrf_failed]
 */
router.post("/refresh", rateLimit("refresh"), writeOutsideTransaction(Refresh, auth.refresh, SessionView));

/**
 * @openapi
 * /api/v1/auth/csrf:
 *   get:
 *     operationId: showCsrfToken
 *     tags: [Accounts]
 *     summary: Show the CSRF token of the session
 *     description: >-
 *       For a page that was reloaded and has only its cookies. The token stays the same for the session.
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
 *     summary: Log out this device
 *     description: >-
 *       Revokes its refresh token and its access tokens at once. A client whose access token has expired sends its
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
 *     summary: Log out every device
 *     responses:
 *       204: { description: Logged out everywhere }
 */
router.post("/logout-all", authenticate.required, write(NoInput, auth.logOutEverywhere));

export { router as authRoutes };
