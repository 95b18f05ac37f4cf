import { InvalidRefreshToken } from "../../errors/identity.js";
import { type Action, type Call, signedIn } from "../../http/action.js";
import { csrfTokenFor } from "../../http/csrf.js";
import { assertGoodPassword } from "../../services/identity/passwords/passwordRules.js";
import { hashPassword } from "../../services/identity/passwords/passwords.js";
import { created, noContent, ok } from "../../http/reply.js";
import { refreshCookieIn } from "../../http/sessionCookies.js";
import { type LoadedUser, User } from "../../models/identity/User.js";
import type { LogIn, LogOut, NoInput, Refresh, Register } from "../../requests/identity/auth.js";
import { adoptGuestCart } from "../../services/cart/adoptGuestCart.js";
import { mayLogIn } from "../../services/identity/accounts/assertVerified.js";
import { completeLogin } from "../../services/account/completeLogin.js";
import {
  endAllSessions,
  endSession,
  endSessionHolding,
} from "../../services/identity/sessions/endSessions.js";
import { registerUser } from "../../services/identity/accounts/registerUser.js";
import { rotateRefreshToken } from "../../services/identity/sessions/rotateRefreshToken.js";
import { startSession } from "../../services/identity/sessions/startSession.js";
import { auditActor } from "../../services/system/auditActor.js";
import {
  type CsrfTokenView,
  type SessionView,
  renderCsrfToken,
  renderNoSession,
} from "../../views/identity/session.js";
import { clearingCookies, presentedRefreshToken, sessionReply, withoutCookies } from "./sessionReply.js";

/** Runs before the transaction: hashing takes a fifth of a second and must not hold a connection. */
export async function hashNewPassword({ body }: Call<typeof Register>): Promise<string> {
  await assertGoodPassword(body.password, body);
  return hashPassword(body.password);
}

export const register = async (call: Call<typeof Register>, passwordHash: string) => {
  const { body, caller, request } = call;
  const { password: _, transport, ...profile } = body;
  const user = await registerUser({ ...profile, passwordHash }, call);
  const guestCart = await adoptGuestCart(user.id, caller.cartToken);
  const shown = await User.loadForView(user.id);
  if (!mayLogIn(shown)) return created(renderNoSession(shown, guestCart), "/api/v1/me");
  const tokens = await startSession(user, request);
  return sessionReply(shown, { ...tokens, guestCart }, transport, "/api/v1/me");
};

export const logIn = async (call: Call<typeof LogIn>, user: LoadedUser) => {
  const { transport } = call.body;
  return sessionReply(user, await completeLogin(user, call, { transport }), transport);
};

export const refresh: Action<typeof Refresh, typeof SessionView> = async (call) => {
  const { secret, transport } = await presentedRefreshToken(call.request, call.body.refreshToken);
  const { user, tokens } = await rotateRefreshToken(secret, auditActor(call)).catch(
    clearingCookies(transport),
  );
  return sessionReply(user, tokens, transport);
};

export const showCsrfToken: Action<typeof NoInput, typeof CsrfTokenView> = (call) =>
  ok(renderCsrfToken(csrfTokenFor(signedIn(call).sessionId)));

export const logOut: Action<typeof LogOut> = async (call) => {
  const presents = call.body.refreshToken !== undefined || refreshCookieIn(call.request.headers) !== null;
  const id = call.caller.user || !presents ? await endThisSession(call) : await endPresentedSession(call);
  call.audit({ action: "user.logged_out", target: { type: "user", id } });
  return noContent(withoutCookies(call));
};

async function endThisSession(call: Call<typeof LogOut>): Promise<string> {
  const { id, sessionId } = signedIn(call);
  await endSession(sessionId);
  return id;
}

/** An access token has run out when somebody comes back late; the refresh token still says whose session is to end. */
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
