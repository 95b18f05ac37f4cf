import { InvalidRefreshToken } from "../../errors/identity.js";
import { type Action, type Call, signedIn } from "../../http/action.js";
import { csrfTokenFor } from "../../http/csrf.js";
import { hashNewPassword } from "../../services/identity/passwords/hashNewPassword.js";
import { created, noContent, ok } from "../../http/reply.js";
import { refreshCookieIn } from "../../http/sessionCookies.js";
import { Session } from "../../models/identity/Session.js";
import type { LoadedUser } from "../../models/identity/User.js";
import type { LogIn, LogOut, NoInput, Refresh, Register } from "../../requests/identity/auth.js";
import { verifyLogin } from "../../passport/verifyLogin.js";
import { completeLogin } from "../../services/account/completeLogin.js";
import { openAccount } from "../../services/account/openAccount.js";
import { endAllSessions } from "../../services/identity/sessions/endAllSessions.js";
import { endSessionHolding } from "../../services/identity/sessions/endSessionHolding.js";
import { rotateRefreshToken } from "../../services/identity/sessions/rotateRefreshToken.js";
import { auditActor } from "../../services/system/auditActor.js";
import type * as views from "../../views/identity/session.js";
import { renderCsrfToken, renderNoSession } from "../../views/identity/session.js";
import {
  clearingCookies,
  presentedRefreshToken,
  sessionReply,
  withoutCookies,
} from "../identity/sessionReply.js";
import { visitOf } from "./visitOf.js";

/** Runs before the transaction: hashing is slow and must not hold a connection. */
export const preparePassword = ({ body }: Call<typeof Register>): Promise<string> =>
  hashNewPassword(body.password, body);

export const register = async (call: Call<typeof Register>, passwordHash: string) => {
  const { password: _, transport, ...profile } = call.body;
  const account = { ...profile, passwordHash };
  const { user, guestCart, tokens } = await openAccount(account, visitOf(call));
  if (!tokens) return created(renderNoSession(user, guestCart), "/api/v1/me");
  return sessionReply(user, { ...tokens, guestCart }, transport, "/api/v1/me");
};

/** Runs before the transaction: comparing hashes is slow, and a wrong password must stay counted. */
export const verifyPassword = ({ body, request }: Call<typeof LogIn>): Promise<LoadedUser> =>
  verifyLogin(body.login, body.password, request.ip);

export const logIn = async (call: Call<typeof LogIn>, user: LoadedUser) => {
  const { transport } = call.body;
  return sessionReply(user, await completeLogin(user, visitOf(call), { transport }), transport);
};

export const refresh: Action<typeof Refresh, typeof views.SessionView> = async (call) => {
  const { secret, transport } = await presentedRefreshToken(call.request, call.body.refreshToken);
  const { user, tokens } = await rotateRefreshToken(secret, auditActor(call)).catch(
    clearingCookies(transport),
  );
  return sessionReply(user, tokens, transport);
};

export const showCsrfToken: Action<typeof NoInput, typeof views.CsrfTokenView> = (call) =>
  ok(renderCsrfToken(csrfTokenFor(signedIn(call).sessionId)));

export const logOut: Action<typeof LogOut> = async (call) => {
  const presents = call.body.refreshToken !== undefined || refreshCookieIn(call.request.headers) !== null;
  const id = call.caller.user || !presents ? await endThisSession(call) : await endPresentedSession(call);
  call.audit({ action: "user.logged_out", target: { type: "user", id } });
  return noContent(withoutCookies(call));
};

async function endThisSession(call: Call<typeof LogOut>): Promise<string> {
  const { id, sessionId } = signedIn(call);
  await Session.end({ id: sessionId });
  return id;
}

/** A client whose access token has expired names the session by its refresh token. */
async function endPresentedSession({ request, body }: Call<typeof LogOut>): Promise<string> {
  const { secret, transport } = await presentedRefreshToken(request, body.refreshToken);
  const session = await endSessionHolding(secret);
  return session?.userId ?? clearingCookies(transport)(new InvalidRefreshToken());
}

export const logOutEverywhere: Action<typeof NoInput> = async (call) => {
  const { id } = signedIn(call);
  await endAllSessions(id);
  call.audit({ action: "user.logged_out_everywhere", target: { type: "user", id } });
  return noContent(withoutCookies(call));
};
