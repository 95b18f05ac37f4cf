import type { SessionView } from "../../views/identity/session.js";
import { type Action, type Call, signedIn } from "../../http/action.js";
import { created, noContent, ok } from "../../http/reply.js";
import { RecoveryCode } from "../../models/identity/RecoveryCode.js";
import { type LoadedUser, User } from "../../models/identity/User.js";
import type { NoInput } from "../../requests/identity/auth.js";
import type * as requests from "../../requests/identity/mfa.js";
import { beginTotpEnrolment } from "../../services/identity/factors/beginTotpEnrolment.js";
import { confirmTotpEnrolment } from "../../services/identity/factors/confirmTotpEnrolment.js";
import { prepareSecondFactor } from "../../services/identity/factors/prepareSecondFactor.js";
import { removeTotp } from "../../services/identity/factors/removeTotp.js";
import { renewRecoveryCodes } from "../../services/identity/factors/renewRecoveryCodes.js";
import { finishLogin } from "../../services/account/finishLogin.js";
import { reauthenticate } from "../../services/identity/sessions/reauthenticate.js";
import {
  renderMfa,
  renderRecoveryCodes,
  type MfaView,
  type RecoveryCodesView,
} from "../../views/identity/mfa.js";
import { sessionReply } from "../identity/sessionReply.js";
import { visitOf } from "./visitOf.js";

const HERE = "/api/v1/me/mfa";

/** Runs before the transaction: bcrypt must not hold a connection, and a wrong password must stay counted. */
export const askPassword = (call: Call<typeof requests.BeginTotp>): Promise<LoadedUser> =>
  reauthenticate(signedIn(call), call.request.ip, call.body.password);

/** The same for actions that also take a code. Attempts are counted like those of a login. */
export const askPasswordAndCount = (call: Call<typeof requests.RemoveTotp>): Promise<LoadedUser> =>
  prepareSecondFactor(signedIn(call), call.request.ip, call.body.password);

export const logIn: Action<typeof requests.LogInMfa, typeof SessionView> = async (call) => {
  const { user, tokens, transport } = await finishLogin(call.body, visitOf(call));
  return sessionReply(user, tokens, transport);
};

export const show: Action<typeof NoInput, typeof MfaView> = async (call) => {
  const user = await User.loadForView(signedIn(call).id);
  return ok(renderMfa(user, await RecoveryCode.countLeft(user.id)));
};

export const begin = async (_call: Call<typeof requests.BeginTotp>, user: LoadedUser) =>
  created(await beginTotpEnrolment(user), HERE);

export const confirm: Action<typeof requests.ConfirmTotp, typeof RecoveryCodesView> = async (call) => {
  const { id, sessionId } = signedIn(call);
  const user = await User.loadForView(id);
  const codes = await confirmTotpEnrolment(user, sessionId, call.body.code);
  call.audit({ action: "mfa.enabled", target: { type: "user", id } });
  return created(renderRecoveryCodes(codes), HERE);
};

export const remove = async (call: Call<typeof requests.RemoveTotp>, user: LoadedUser) => {
  await removeTotp(user, call.body, call.request.ip);
  call.audit({ action: "mfa.disabled", target: { type: "user", id: user.id } });
  return noContent();
};

export const renewCodes = async (call: Call<typeof requests.RenewRecoveryCodes>, user: LoadedUser) => {
  const codes = await renewRecoveryCodes(user, call.body, call.request.ip);
  call.audit({ action: "mfa.recovery_codes_renewed", target: { type: "user", id: user.id } });
  return created(renderRecoveryCodes(codes), HERE);
};
