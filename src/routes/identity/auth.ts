import { Router } from "express";
import * as auth from "../../controllers/identity/auth.js";
import { authenticate, verifyLogin } from "../../middlewares/authenticate.js";
import { phased, write } from "../../middlewares/endpoint.js";
import { LogIn, NoInput, Refresh, Register } from "../../requests/identity/auth.js";

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
 *       along (X-Cart-Token) becomes the customer's.
 *     responses:
 *       201: { $ref: "#/components/responses/Session" }
 *     x-errors: [email_taken, username_taken]
 */
router.post(
  "/register",
  authenticate.optional,
  write(Register, auth.register, { prepare: auth.hashNewPassword }),
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
 *       is sent along (X-Cart-Token) is merged into the customer's.
 *     responses:
 *       200: { $ref: "#/components/responses/Session" }
 *     x-errors: [invalid_credentials]
 */
router.post("/login", authenticate.optional, write(LogIn, auth.logIn, { prepare: verifyLogin }));

/**
 * @openapi
 * /api/v1/auth/refresh:
 *   post:
 *     operationId: refreshTokens
 *     tags: [Accounts]
 *     summary: Change a refresh token for the next pair
 *     description: A refresh token is good once. Using one again ends its whole session.
 *     responses:
 *       200: { $ref: "#/components/responses/Session" }
 *     x-errors: [invalid_refresh_token, refresh_token_reused]
 */
router.post("/refresh", phased(Refresh, auth.refresh, { idempotencyKey: "none" }));

/**
 * @openapi
 * /api/v1/auth/logout:
 *   post:
 *     operationId: logOut
 *     tags: [Accounts]
 *     summary: Log this device out
 *     description: Its refresh token and its access tokens are dead at once.
 *     responses:
 *       204: { description: Logged out }
 */
router.post("/logout", authenticate.required, write(NoInput, auth.logOut));

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
