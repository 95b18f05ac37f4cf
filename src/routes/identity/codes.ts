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
 *     summary: Confirm an e-mail address with the code that was mailed to it
 *     description: A code is good once, for ten minutes and five attempts, until the next one is mailed.
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
 *     summary: Mail another code to confirm an address
 *     description: >-
 *       Answers the same whether the address is known, verified or neither. At most one mail a minute and five an hour
 *       go out.
 *     responses:
 *       202: { description: It will be seen to }
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
 *     summary: Mail a code to choose a new password with
 *     description: >-
 *       Answers the same, in the same time, whether the address is known or not. At most one mail a minute and five an
 *       hour go out.
 *     responses:
 *       202: { description: It will be seen to }
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
 *     summary: Choose a new password with the code of the mail
 *     description: >-
 *       Ends every session; log in with the new password. An unknown address is answered like a wrong code. A password
 *       among the 10,000 commonest (`too_common`), or equal to the user's own address or names (`too_personal`), is a
 *       `validation_failed`.
 *     responses:
 *       204: { description: The new password stands }
 *     x-errors: [invalid_code]
 */
router.post(
  "/reset-password",
  rateLimit("codeAttempt"),
  writeOutsideTransaction(requests.ResetPassword, codes.reset),
);

export { router as codeRoutes };
