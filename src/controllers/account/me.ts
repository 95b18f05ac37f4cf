import { type Action, type Call, signedIn } from "../../http/action.js";
import { proveEmailChange } from "../../services/identity/accounts/proveEmailChange.js";
import { noContent, ok } from "../../http/reply.js";
import { User } from "../../models/identity/User.js";
import type { NoInput } from "../../requests/identity/auth.js";
import type * as requests from "../../requests/identity/me.js";
import { changePassword } from "../../services/identity/passwords/changePassword.js";
import {
  type NewPassword,
  prepareNewPassword,
} from "../../services/identity/passwords/prepareNewPassword.js";
import { changeProfile } from "../../services/identity/accounts/changeProfile.js";
import { closeAccount } from "../../services/account/closeAccount.js";
import { proveOwner } from "../../services/identity/sessions/proveOwner.js";
import { renderUser, type UserView } from "../../views/identity/user.js";
import { withoutCookies } from "../identity/sessionReply.js";

async function shown(id: string) {
  const user = await User.loadForView(id);
  return ok(renderUser(user), { etag: user.etag });
}

export const show: Action<typeof NoInput, typeof UserView> = (call) => shown(signedIn(call).id);

/** @param mayMove whether they have proved that they may change the address */
export const update = async (call: Call<typeof requests.UpdateMe>, mayMove: boolean) => {
  const { currentPassword: _, ...changes } = call.body;
  const { ifMatch } = call.request;
  const { user, before } = await changeProfile(signedIn(call), changes, { mayMove, ifMatch });
  const target = { type: "user", id: user.id };
  if (user.email !== before.email) call.audit({ action: "user.email_changed", target });
  return shown(user.id);
};

/** These run before the transactions, because comparing and hashing are slow. */
export const prepareChange = (call: Call<typeof requests.ChangePassword>): Promise<NewPassword> =>
  prepareNewPassword(signedIn(call), call.request.ip, call.body);
export const prepareUpdate = (call: Call<typeof requests.UpdateMe>): Promise<boolean> =>
  proveEmailChange(signedIn(call), call.request.ip, call.body);
export const prepareDeletion = (call: Call<typeof requests.DeleteMe>): Promise<void> =>
  proveOwner(signedIn(call), call.request.ip, call.body.password);

export const replacePassword = async (call: Call<typeof requests.ChangePassword>, prepared: NewPassword) => {
  const me = signedIn(call);
  await changePassword(me, prepared, call.request.ifMatch);
  call.audit({ action: "user.password_changed", target: { type: "user", id: me.id } });
  return noContent();
};

export const destroy: Action<typeof requests.DeleteMe> = async (call) => {
  const me = signedIn(call);
  await closeAccount(me, call.request.ifMatch);
  call.audit({ action: "user.deleted", target: { type: "user", id: me.id } });
  return noContent(withoutCookies(call));
};
