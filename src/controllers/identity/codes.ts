import type { Action } from "../../http/action.js";
import { accepted, noContent, ok } from "../../http/reply.js";
import type * as requests from "../../requests/identity/codes.js";
import { requestPasswordReset } from "../../services/identity/codes/requestPasswordReset.js";
import { requestVerification } from "../../services/identity/codes/requestVerification.js";
import { resetPassword } from "../../services/identity/passwords/resetPassword.js";
import { verifyEmail } from "../../services/identity/codes/verifyEmail.js";
import { auditActor } from "../../services/system/auditActor.js";
import { type UserView, renderUser } from "../../views/identity/user.js";
import type { AcceptedView } from "../../views/system/accepted.js";

export const verify: Action<typeof requests.VerifyEmail, typeof UserView> = async (call) =>
  ok(renderUser(await verifyEmail(call.body, auditActor(call))));

export const resend: Action<typeof requests.ResendVerification, typeof AcceptedView> = async ({ body }) => {
  await requestVerification(body.email);
  return accepted();
};

export const forgotPassword: Action<typeof requests.ForgotPassword, typeof AcceptedView> = async ({
  body,
}) => {
  await requestPasswordReset(body.email);
  return accepted();
};

export const reset: Action<typeof requests.ResetPassword> = async (call) => {
  await resetPassword(call.body, auditActor(call));
  return noContent();
};
