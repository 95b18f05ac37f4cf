import { Router } from "express";
import * as codes from "../../controllers/identity/codes.js";
import { write, writeOutsideTransaction } from "../../middlewares/endpoint/endpoint.js";
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
 *     summary: Confirm an e-mail address with the mailed code
 *     description: A code can be used once, within ten minutes and five attempts. A newer code replaces it.
 *     responses:
 *       200: { description: The user }
 *     x-errors: [invalid_code]
 */
router.post(
  "/verify-email",
  rateLimit("codeAttempt"),
  writeOutsideTransaction(requests.VerifyEmail, codes.verify, UserView),
);

/**
 * @openapi
 * /api/v1/auth/verify-email/resend:
 *   post:
 *     operationId: resendVerification
 *     tags: [Accounts]
 *     summary: Mail a new verification code
 *     description: >-
 *       The response does not depend on whether the address is known or verified. At most one mail a minute and five
 *       an hour are sent.
 *     responses:
 *       202: { description: Accepted }
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
 *     summary: Mail a code to set a new password
 *     description: >-
 *       Neither the response nor its time depends on whether the address is known. At most one mail a minute and five
 *       an hour are sent.
 *     responses:
 *       202: { description: Accepted }
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
 *       Ends every session; log in with the new password. An unknown address gets the response of a wrong code. A
 *       password among the 10,000 most common (`too_common`), or equal to the user's address or names
 *       (`too_personal`), is a `validation_failed`.
 *     responses:
 *       204: { description: The password is set }
 *     x-errors: [invalid_code]
 */
router.post(
  "/reset-password",
  rateLimit("codeAttempt"),
  writeOutsideTransaction(requests.ResetPassword, codes.reset),
);

export { router as codeRoutes };
