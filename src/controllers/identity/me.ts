import { type Action, assertFresh, type Call, signedIn } from "../../lib/action.js";
import { noContent, ok } from "../../lib/reply.js";
import { User } from "../../models/identity/User.js";
import type { NoInput } from "../../requests/identity/auth.js";
import type * as requests from "../../requests/identity/me.js";
import {
  changePassword,
  type NewPassword,
  prepareNewPassword,
} from "../../services/identity/changePassword.js";
import { changeProfile } from "../../services/identity/changeProfile.js";
import { closeAccount } from "../../services/identity/closeAccount.js";
import { proveOwner } from "../../services/identity/reauthenticate.js";
import { renderUser } from "../../views/identity/user.js";

const etagOf = ({ id, version }: Pick<User, "id" | "version">): string => `${version}.${id.slice(-12)}`;

async function lockedMe(call: Pick<Call, "shopper" | "request">): Promise<User> {
  const user = await User.lockById(signedIn(call).id);
  assertFresh(call.request, etagOf(user));
  return user;
}

async function shown(id: string) {
  const user = await User.loadForView(id);
  return ok(renderUser(user), { etag: etagOf(user) });
}

export const show: Action<typeof NoInput> = (call) => shown(signedIn(call).id);

export const update: Action<typeof requests.UpdateMe> = async (call) => {
  const user = await lockedMe(call);
  const before = { email: user.email };
  const { currentPassword: _, ...changes } = call.body;
  await changeProfile(user, changes);
  const moved = user.email !== before.email;
  const target = { type: "user", id: user.id };
  if (moved) call.audit({ action: "user.email_changed", target, before, after: { email: user.email } });
  return shown(user.id);
};

/** Run before the transactions: checking and hashing take a fifth of a second each. */
export const prepareChange = (call: Call<typeof requests.ChangePassword>): Promise<NewPassword> =>
  prepareNewPassword(call, call.body);
export const prepareUpdate = async (call: Call<typeof requests.UpdateMe>): Promise<void> => {
  const { email, currentPassword } = call.body;
  if (email !== undefined && email !== signedIn(call).email) await proveOwner(call, currentPassword);
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
  return noContent();
};
