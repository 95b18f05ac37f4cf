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
 *     summary: Open an account
 *     description: >-
 *       Opens a customer's account and logs it in. Identities are case-insensitive. A guest's cart that is sent
 *       along (X-Cart-Token) becomes the customer's. A code to verify the address is mailed. Where the shop requires
 *       that first (EMAIL_VERIFICATION), there is no session yet: the tokens are null, and a login before it is a 403.
 *       A password among the 10,000 commonest (`too_common`), or equal to the user's own address or names
 *       (`too_personal`), is a `validation_failed`.
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
 *       `login` is an e-mail address or a username. Whatever was wrong, the answer is the same. A guest's cart that
 *       is sent along (X-Cart-Token) is merged into the customer's: a log-in never fails because of a cart, the customer's
 *       own lines come first, and lines beyond 200 stay in the guest's cart (see `guestCart`). With `transport: cookie` both tokens become HttpOnly
 *       SameSite cookies, and the answer has a `csrfToken` instead; writes by cookie send it as `X-CSRF-Token`, unless the
 *       browser says that they come from the shop's own origin (`Sec-Fetch-Site`, `Origin`). A login always begins a
 *       session of its own, and by cookie ends the one whose cookies it writes over.
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
 *     summary: Change a refresh token for the next pair
 *     description: >-
 *       A refresh token is good once. Using one again ends its whole session, except within ten seconds of the refresh
 *       that it lost against (two tabs): then the problem says `sessionEnded: false`, and the winner's tokens are good.
 *       Without `refreshToken` in the body the cookie is taken, and answered with cookies.
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
 *     summary: The CSRF token of this session
 *     description: For a page that was loaded again and knows no more than its cookies. It stays the same for the session.
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
 *       Its refresh token and its access tokens are dead at once. Whose access token has run out sends the refresh token,
 *       in the body or as the cookie, instead.
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
