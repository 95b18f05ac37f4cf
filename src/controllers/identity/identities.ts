import { type Action, signedIn } from "../../http/action.js";
import { flowCookie } from "../../http/oidcFlow.js";
import { pageOfWhole } from "../../http/paging.js";
import { noContent, ok } from "../../http/reply.js";
import { UserIdentity } from "../../models/identity/UserIdentity.js";
import { beginOidc } from "../../passport/beginOidc.js";
import type { LinkIdentity, ListIdentities, UnlinkIdentity } from "../../requests/identity/oidc.js";
import { proveOwner } from "../../services/identity/sessions/proveOwner.js";
import { unlinkIdentity } from "../../services/identity/accounts/unlinkIdentity.js";
import {
  renderIdentity,
  renderSignInAddress,
  type IdentityListView,
  type SignInAddressView,
} from "../../views/identity/identity.js";

export const list: Action<typeof ListIdentities, typeof IdentityListView> = async (call) => {
  const identities = await UserIdentity.findAllOf(signedIn(call).id);
  return ok(pageOfWhole(identities.map(renderIdentity), call.query, "identities"));
};

/** Needs proof of the owner, because a linked identity can log in from then on. */
export const create: Action<typeof LinkIdentity, typeof SignInAddressView> = async (call) => {
  const { id: userId, sessionId } = signedIn(call);
  const { provider, returnTo, currentPassword } = call.body;
  await proveOwner(signedIn(call), call.request.ip, currentPassword);
  const { location, checks } = await beginOidc(provider);
  const cookie = flowCookie({ provider, checks, returnTo, link: { userId, sessionId } });
  return ok(renderSignInAddress(location), { cookies: [cookie] });
};

export const destroy: Action<typeof UnlinkIdentity> = async (call) => {
  const { id: userId } = signedIn(call);
  const { provider, issuer } = await unlinkIdentity(userId, call.params.id);
  const target = { type: "user", id: userId };
  call.audit({ action: "user.identity_unlinked", target, before: { provider, issuer } });
  return noContent();
};
