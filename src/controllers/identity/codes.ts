import type { Action } from "../../http/action.js";
import { accepted, noContent, ok } from "../../http/reply.js";
import type * as requests from "../../requests/identity/codes.js";
import { requestPasswordReset } from "../../services/identity/codes/requestPasswordReset.js";
import { requestVerification } from "../../services/identity/codes/requestVerification.js";
import { resetPassword } from "../../services/identity/passwords/resetPassword.js";
import { verifyEmail } from "../../services/identity/codes/verifyEmail.js";
import { auditActor } from "../../services/system/auditActor.js";
import { renderUser } from "../../views/identity/user.js";

export const verify: Action<typeof requests.VerifyEmail> = async (call) =>
  ok(renderUser(await verifyEmail(call.body, auditActor(call))));

export const resend: Action<typeof requests.ResendVerification> = async ({ body }) => {
  await requestVerification(body.email);
  return accepted();
};

export const forgotPassword: Action<typeof requests.ForgotPassword> = async ({ body }) => {
  await requestPasswordReset(body.email);
  return accepted();
};

export const reset: Action<typeof requests.ResetPassword> = async (call) => {
  await resetPassword(call.body, auditActor(call));
  return noContent();
};
