import { NotAuthenticated } from "../../errors/identity.js";
import type { Call } from "../../http/action.js";
import type { ExternalIdentity } from "../../services/identity/accounts/externalIdentity.js";
import { newSecret } from "../../lib/ids.js";
import { clearedFlowCookie, flowCookie, type OidcFlow } from "../../http/oidcFlow.js";
import { hashPassword } from "../../services/identity/passwords/passwords.js";
import { type Reply, seeOther } from "../../http/reply.js";
import { sessionCookies } from "../../http/sessionCookies.js";
import type { BeginOidc, FinishOidc } from "../../requests/identity/oidc.js";
import { completeLogin } from "../../services/account/completeLogin.js";
import { lockWhileLoggedIn } from "../../services/identity/sessions/lockSelf.js";
import { findOrOpenAccount, linkIdentity } from "../../services/identity/accounts/findOrOpenAccount.js";

type Trip = { location: string; checks: OidcFlow["checks"] };
type Arrival = { flow: OidcFlow; identity: ExternalIdentity };

export const begin = (
  { params, query }: Call<typeof BeginOidc>,
  { location, checks }: Trip,
): Reply<never> => ({
  status: 302,
  headers: { Location: location },
  cookies: [flowCookie({ provider: params.provider, checks, returnTo: query.returnTo, link: null })],
});

/** An account that a sign-on opens gets a password that nobody knows. */
export const hashUnknownPassword = (): Promise<string> => hashPassword(newSecret());

export const finish = (call: Call<typeof FinishOidc>, arrival: Arrival & { passwordHash: string }) =>
  arrival.flow.link ? link(call, arrival.flow.link, arrival) : logIn(call, arrival);

async function logIn(
  call: Call<typeof FinishOidc>,
  { flow, identity, passwordHash }: Arrival & { passwordHash: string },
): Promise<Reply<never>> {
  const user = await findOrOpenAccount(identity, passwordHash, call);
  const tokens = await completeLogin(user, call, { transport: "cookie" });
  return { ...seeOther(flow.returnTo), cookies: [...sessionCookies(tokens), clearedFlowCookie()] };
}

/** The session that began to link must still run: who logged out in between did not want it. */
async function link(
  call: Call<typeof FinishOidc>,
  { userId, sessionId }: NonNullable<OidcFlow["link"]>,
  { flow, identity }: Arrival,
): Promise<Reply<never>> {
  // Whoever ends all sessions, or resets the password, has this row: the link comes before that, or not at all.
  if (!(await lockWhileLoggedIn({ id: userId, sessionId }))) throw new NotAuthenticated();
  await linkIdentity(userId, identity, call);
  return { ...seeOther(flow.returnTo), cookies: [clearedFlowCookie()] };
}
