import { type Action, type Call, signedIn } from "../../http/action.js";
import { spend } from "../../limits/limits.js";
import { created, noContent, ok } from "../../http/reply.js";
import { RecoveryCode } from "../../models/identity/RecoveryCode.js";
import { type LoadedUser, User } from "../../models/identity/User.js";
import type { NoInput } from "../../requests/identity/auth.js";
import type * as requests from "../../requests/identity/mfa.js";
import * as enrolment from "../../services/identity/factors/enrolTotp.js";
import { passSecondFactor } from "../../services/account/passSecondFactor.js";
import { reauthenticate } from "../../services/identity/sessions/reauthenticate.js";
import {
  type MfaView,
  type RecoveryCodesView,
  renderMfa,
  renderRecoveryCodes,
} from "../../views/identity/mfa.js";
import { sessionReply } from "./sessionReply.js";
import type { SessionView } from "../../views/identity/session.js";

const HERE = "/api/v1/me/mfa";

/** Runs before the transaction: bcrypt must not hold a connection, and a wrong password must stay counted. */
export const askPassword = async (call: Call<typeof requests.BeginTotp>): Promise<LoadedUser> =>
  reauthenticate(call, call.body.password);

/** The same for what takes a code besides, whose attempts are counted like those of a login. */
export const askPasswordAndCount = async (call: Call<typeof requests.RemoveTotp>): Promise<LoadedUser> => {
  const user = await reauthenticate(call, call.body.password);
  await spend("mfa", { ip: call.request.ip, identity: user.id });
  return user;
};

export const logIn: Action<typeof requests.LogInMfa, typeof SessionView> = async (call) => {
  const { user, tokens, transport } = await passSecondFactor(call.body, call);
  return sessionReply(user, tokens, transport);
};

export const show: Action<typeof NoInput, typeof MfaView> = async (call) => {
  const user = await User.loadForView(signedIn(call).id);
  return ok(renderMfa(user, await RecoveryCode.countLeft(user.id)));
};

export const begin = async (_call: Call<typeof requests.BeginTotp>, user: LoadedUser) =>
  created(await enrolment.beginTotpEnrolment(user), HERE);

export const confirm: Action<typeof requests.ConfirmTotp, typeof RecoveryCodesView> = async (call) => {
  const { id, sessionId } = signedIn(call);
  const user = await User.loadForView(id);
  const codes = await enrolment.confirmTotpEnrolment(user, sessionId, call.body.code);
  call.audit({ action: "mfa.enabled", target: { type: "user", id } });
  return created(renderRecoveryCodes(codes), HERE);
};

export const remove = async (call: Call<typeof requests.RemoveTotp>, user: LoadedUser) => {
  await enrolment.removeTotp(user, call.body, call.request.ip);
  call.audit({ action: "mfa.disabled", target: { type: "user", id: user.id } });
  return noContent();
};

export const renewCodes = async (call: Call<typeof requests.RenewRecoveryCodes>, user: LoadedUser) => {
  const codes = await enrolment.renewRecoveryCodes(user, call.body, call.request.ip);
  call.audit({ action: "mfa.recovery_codes_renewed", target: { type: "user", id: user.id } });
  return created(renderRecoveryCodes(codes), HERE);
};
