import { Router } from "express";
import * as codes from "../../controllers/identity/codes.js";
import { phased, write } from "../../middlewares/endpoint/endpoint.js";
import { rateLimit } from "../../middlewares/rateLimit.js";
import * as requests from "../../requests/identity/codes.js";
import { UserView } from "../../views/identity/user.js";
import { AcceptedView } from "../../views/system/accepted.js";

const router = Router();

/**
 * @openapi
 * /api/v1/auth/verify-email:
 *   post:
 *     operationId: verifyEmail
 *     tags: [Accounts]
 *     summary: Confirm an e-mail address with the code that was mailed to it
 *     description: A code works once. It expires after ten minutes, after five attempts, or when another code is mailed.
 *     responses:
 *       200: { description: The user }
 *     x-errors: [invalid_code]
 */
router.post(
  "/verify-email",
  rateLimit("codeAttempt"),
  phased(requests.VerifyEmail, codes.verify, UserView, { idempotencyKey: "none" }),
);

/**
 * @openapi
 * /api/v1/auth/verify-email/resend:
 *   post:
 *     operationId: resendVerification
 *     tags: [Accounts]
 *     summary: Mail a new verification code
 *     description: >-
 *       The response is the same whether the address is unknown, known or verified. At most one mail per minute and
 *       five per hour are sent.
 *     responses:
 *       202: { description: Request accepted }
 */
router.post(
  "/verify-email/resend",
  rateLimit("mailedCode"),
  write(requests.ResendVerification, codes.resend, AcceptedView),
);

/**
 * @openapi
 * /api/v1/auth/forgot-password:
 *   post:
 *     operationId: forgotPassword
 *     tags: [Accounts]
 *     summary: Mail a password reset code
 *     description: >-
 *       The response and its timing are the same whether the address is known or not. At most one mail per minute and
 *       five per hour are sent.
 *     responses:
 *       202: { description: Request accepted }
 */
router.post(
  "/forgot-password",
  rateLimit("mailedCode"),
  write(requests.ForgotPassword, codes.forgotPassword, AcceptedView),
);

/**
 * @openapi
 * /api/v1/auth/reset-password:
 *   post:
 *     operationId: resetPassword
 *     tags: [Accounts]
 *     summary: Set a new password with the mailed code
 *     description: >-
 *       Ends every session; log in with the new password. An unknown address gets the same response as a wrong code. A
 *       password among the 10,000 most common (`too_common`), or equal to the user's own address or names
 *       (`too_personal`), is rejected with `validation_failed`.
 *     responses:
 *       204: { description: Password changed }
 *     x-errors: [invalid_code]
 */
router.post(
  "/reset-password",
  rateLimit("codeAttempt"),
  phased(requests.ResetPassword, codes.reset, null, { idempotencyKey: "none" }),
);

export { router as codeRoutes };
