import { Router } from "express";
import * as mfa from "../../controllers/account/mfa.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { read, write, writeOutsideTransaction } from "../../middlewares/endpoint/endpoint.js";
import { rateLimit } from "../../middlewares/rateLimit.js";
import { NoInput } from "../../requests/identity/auth.js";
import * as requests from "../../requests/identity/mfa.js";
import { MfaView, RecoveryCodesView, TotpEnrolmentView } from "../../views/identity/mfa.js";
import { SessionView } from "../../views/identity/session.js";

const login = Router();
const router = Router();

/**
 * @openapi
 * /api/v1/auth/login/mfa:
 *   post:
 *     operationId: logInMfa
 *     tags: [Accounts]
 *     summary: Complete a login with the second factor
 *     description: >-
 *       Takes the `challenge` of the login's `mfa_required` problem (valid for five minutes) and a code of the app or
 *       a recovery code. The session has the transport that the login asked for.
 *     responses:
 *       200: { description: The user and the tokens of a new session }
 *     x-errors: [invalid_mfa_challenge, invalid_mfa_code, mfa_not_enabled]
 */
login.post(
  "/mfa",
  authenticate.ignoringCookies,
  rateLimit("mfaAddress"),
  writeOutsideTransaction(requests.LogInMfa, mfa.logIn, SessionView),
);

/**
 * @openapi
 * /api/v1/me/mfa:
 *   get:
 *     operationId: showMfa
 *     tags: [Accounts]
 *     summary: Show the second factor of the logged-in user
 *     responses:
 *       200: { description: The second factor }
 */
router.get("/", authenticate.required, read(NoInput, mfa.show, MfaView));

/**
 * @openapi
 * /api/v1/me/mfa/totp:
 *   post:
 *     operationId: beginTotp
 *     tags: [Accounts]
 *     summary: Start setting up an authenticator app
 *     description: >-
 *       Returns a new secret (RFC 6238: SHA-1, 6 digits, 30 seconds), which has no effect until it is confirmed.
 *       Another request replaces it.
 *     responses:
 *       201: { description: The secret for the app }
 *     x-errors: [invalid_credentials, mfa_already_enabled]
 */
router.post(
  "/totp",
  authenticate.required,
  write(requests.BeginTotp, mfa.begin, TotpEnrolmentView, { prepare: mfa.askPassword }),
);

/**
 * @openapi
 * /api/v1/me/mfa/totp/confirmation:
 *   post:
 *     operationId: confirmTotp
 *     tags: [Accounts]
 *     summary: Confirm the app with a first code
 *     description: Logins need a code from then on. Returns ten recovery codes, once.
 *     responses:
 *       201: { description: The recovery codes }
 *     x-errors: [invalid_mfa_code, mfa_already_enabled, mfa_not_enabled]
 */
router.post(
  "/totp/confirmation",
  authenticate.required,
  rateLimit("mfaAddress"),
  write(requests.ConfirmTotp, mfa.confirm, RecoveryCodesView),
);

/**
 * @openapi
 * /api/v1/me/mfa/totp:
 *   delete:
 *     operationId: removeTotp
 *     tags: [Accounts]
 *     summary: Remove the second factor
 *     description: >-
 *       Requires the password and a code or a recovery code. Staff of a shop with `STAFF_MFA=required` cannot remove
 *       theirs.
 *     responses:
 *       204: { description: Removed with its recovery codes }
 *     x-errors: [invalid_credentials, invalid_mfa_code, mfa_not_enabled, last_factor]
 */
router.delete(
  "/totp",
  authenticate.required,
  rateLimit("mfaAddress"),
  write(requests.RemoveTotp, mfa.remove, null, { prepare: mfa.askPasswordAndCount }),
);

/**
 * @openapi
 * /api/v1/me/mfa/recovery-codes:
 *   post:
 *     operationId: renewRecoveryCodes
 *     tags: [Accounts]
 *     summary: Replace the recovery codes
 *     description: Returns ten new codes, once; the old ones become invalid.
 *     responses:
 *       201: { description: The recovery codes }
 *     x-errors: [invalid_credentials, invalid_mfa_code, mfa_not_enabled]
 */
router.post(
  "/recovery-codes",
  authenticate.required,
  rateLimit("mfaAddress"),
  write(requests.RenewRecoveryCodes, mfa.renewCodes, RecoveryCodesView, { prepare: mfa.askPasswordAndCount }),
);

export { login as mfaLoginRoutes, router as mfaRoutes };
