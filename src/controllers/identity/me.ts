import { ReauthenticationRequired } from "../../errors/identity.js";
import { type Action, assertFresh, type Call, signedIn } from "../../http/action.js";
import { spend } from "../../limits/limits.js";
import { noContent, ok } from "../../http/reply.js";
import { User } from "../../models/identity/User.js";
import type { NoInput } from "../../requests/identity/auth.js";
import type * as requests from "../../requests/identity/me.js";
import {
  changePassword,
  type NewPassword,
  prepareNewPassword,
} from "../../services/identity/passwords/changePassword.js";
import { changeProfile } from "../../services/identity/accounts/changeProfile.js";
import { closeAccount } from "../../services/account/closeAccount.js";
import { lockSelf } from "../../services/identity/sessions/lockSelf.js";
import { proveOwner } from "../../services/identity/sessions/reauthenticate.js";
import { type UserView, renderUser } from "../../views/identity/user.js";
import { withoutCookies } from "./sessionReply.js";

const etagOf = ({ id, version }: Pick<User, "id" | "version">): string => `${version}.${id.slice(-12)}`;

async function lockedMe(call: Pick<Call, "caller" | "request">): Promise<User> {
  const user = await lockSelf(call);
  assertFresh(call.request, etagOf(user));
  return user;
}

async function shown(id: string) {
  const user = await User.loadForView(id);
  return ok(renderUser(user), { etag: etagOf(user) });
}

export const show: Action<typeof NoInput, typeof UserView> = (call) => shown(signedIn(call).id);

/** @param mayMove whether they have proved that they may change the address */
export const update = async (call: Call<typeof requests.UpdateMe>, mayMove: boolean) => {
  const user = await lockedMe(call);
  const { email: previous } = user;
  const { currentPassword: _, ...changes } = call.body;
  // The address may have moved since they were asked, by another request of theirs.
  if (!mayMove && (changes.email ?? user.email) !== user.email) throw new ReauthenticationRequired();
  await changeProfile(user, changes);
  const target = { type: "user", id: user.id };
  if (user.email !== previous) call.audit({ action: "user.email_changed", target });
  return shown(user.id);
};

/** Run before the transactions: checking and hashing take a fifth of a second each. */
export const prepareChange = (call: Call<typeof requests.ChangePassword>): Promise<NewPassword> =>
  prepareNewPassword(call, call.body);
export const prepareUpdate = async (call: Call<typeof requests.UpdateMe>): Promise<boolean> => {
  const { email, currentPassword } = call.body;
  const { id: account, email: current } = signedIn(call);
  if (email === undefined || email === current) return false;
  await spend("emailChange", { ip: call.request.ip, account });
  await proveOwner(call, currentPassword);
  return true;
};
export const prepareDeletion = (call: Call<typeof requests.DeleteMe>): Promise<void> =>
  proveOwner(call, call.body.password);

export const replacePassword = async (call: Call<typeof requests.ChangePassword>, prepared: NewPassword) => {
  const user = await lockedMe(call);
  await changePassword(user, signedIn(call).sessionId, prepared);
  call.audit({ action: "user.password_changed", target: { type: "user", id: user.id } });
  return noContent();
};

export const destroy: Action<typeof requests.DeleteMe> = async (call) => {
  const user = await lockedMe(call);
  await closeAccount(user);
  call.audit({ action: "user.deleted", target: { type: "user", id: user.id } });
  return noContent(withoutCookies(call));
};
