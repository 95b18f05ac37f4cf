import type { Action, Call } from "../../http/action.js";
import { newSecret } from "../../lib/ids.js";
import { clearedFlowCookie, flowCookie, flowIn, type OidcFlow } from "../../http/oidcFlow.js";
import { hashPassword } from "../../services/identity/passwords/passwords.js";
import { type Reply, seeOther } from "../../http/reply.js";
import { sessionCookies } from "../../http/sessionCookies.js";
import { beginOidc } from "../../passport/beginOidc.js";
import { type OidcArrival, verifyOidc } from "../../passport/verifyOidc.js";
import type { BeginOidc, FinishOidc } from "../../requests/identity/oidc.js";
import { completeLogin } from "../../services/account/completeLogin.js";
import { findOrOpenAccount } from "../../services/identity/accounts/findOrOpenAccount.js";
import { linkOwnIdentity } from "../../services/identity/accounts/linkOwnIdentity.js";
import { visitOf } from "./visitOf.js";

type Arrival = OidcArrival & { passwordHash: string };

export const begin: Action<typeof BeginOidc> = async ({ params: { provider }, query }) => {
  const { location, checks } = await beginOidc(provider);
  const cookie = flowCookie({ provider, checks, returnTo: query.returnTo, link: null });
  return { status: 302, headers: { Location: location }, cookies: [cookie] };
};

/** Runs before the transaction: asks the provider, and hashes an unknown password for an account that may be opened. */
export const verifyArrival = async ({
  params,
  query,
  request,
}: Call<typeof FinishOidc>): Promise<Arrival> => ({
  ...(await verifyOidc(params.provider, flowIn(request.headers), query)),
  passwordHash: await hashPassword(newSecret()),
});

export const finish = (call: Call<typeof FinishOidc>, arrival: Arrival): Promise<Reply<never>> =>
  arrival.flow.link ? link(call, arrival.flow.link, arrival) : logIn(call, arrival);

async function logIn(
  call: Call<typeof FinishOidc>,
  { flow, identity, passwordHash }: Arrival,
): Promise<Reply<never>> {
  const user = await findOrOpenAccount(identity, passwordHash, call.request);
  const tokens = await completeLogin(user, visitOf(call), { transport: "cookie" });
  return { ...seeOther(flow.returnTo), cookies: [...sessionCookies(tokens), clearedFlowCookie()] };
}

async function link(
  call: Call<typeof FinishOidc>,
  { userId, sessionId }: NonNullable<OidcFlow["link"]>,
  { flow, identity }: Arrival,
): Promise<Reply<never>> {
  await linkOwnIdentity({ id: userId, sessionId }, identity, call.request);
  return { ...seeOther(flow.returnTo), cookies: [clearedFlowCookie()] };
}
