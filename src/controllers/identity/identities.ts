import { type Action, type Call, type ReplyOf, signedIn } from "../../http/action.js";
import { flowCookie, type OidcFlow } from "../../http/oidcFlow.js";
import { pageOfWhole } from "../../http/paging.js";
import { noContent, ok } from "../../http/reply.js";
import { UserIdentity } from "../../models/identity/UserIdentity.js";
import type { LinkIdentity, ListIdentities, UnlinkIdentity } from "../../requests/identity/oidc.js";
import { proveOwner } from "../../services/identity/sessions/reauthenticate.js";
import { unlinkIdentity } from "../../services/identity/accounts/unlinkIdentity.js";
import {
  type IdentityListView,
  renderIdentity,
  renderSignInAddress,
  type SignInAddressView,
} from "../../views/identity/identity.js";

export const list: Action<typeof ListIdentities, typeof IdentityListView> = async (call) => {
  const identities = await UserIdentity.findAllOf(signedIn(call).id);
  return ok(pageOfWhole(identities.map(renderIdentity), call.query, "identities"));
};

/** Whoever links an identity lets it in for good. */
export const prove = (call: Call<typeof LinkIdentity>): Promise<void> =>
  proveOwner(call, call.body.currentPassword);

/** @param trip where to send the browser, and what to check its return with */
export const create = (
  call: Call<typeof LinkIdentity>,
  trip: { location: string; checks: OidcFlow["checks"] },
): ReplyOf<typeof SignInAddressView> => {
  const { id: userId, sessionId } = signedIn(call);
  const { provider, returnTo } = call.body;
  const cookie = flowCookie({ provider, checks: trip.checks, returnTo, link: { userId, sessionId } });
  return ok(renderSignInAddress(trip.location), { cookies: [cookie] });
};

export const destroy: Action<typeof UnlinkIdentity> = async (call) => {
  const { id: userId } = signedIn(call);
  const { provider, issuer } = await unlinkIdentity(userId, call.params.id);
  const target = { type: "user", id: userId };
  call.audit({ action: "user.identity_unlinked", target, before: { provider, issuer } });
  return noContent();
};
