import { type Action, type Call, signedIn } from "../../lib/action.js";
import { hashPassword } from "../../lib/passwords.js";
import { created, noContent, ok } from "../../lib/reply.js";
import type { User } from "../../models/identity/User.js";
import type { LogIn, NoInput, Refresh, Register } from "../../requests/identity/auth.js";
import { adoptGuestCart } from "../../services/cart/adoptGuestCart.js";
import { endAllSessions, endSession } from "../../services/identity/endSessions.js";
import { registerUser } from "../../services/identity/registerUser.js";
import { rotateRefreshToken } from "../../services/identity/rotateRefreshToken.js";
import { startSession } from "../../services/identity/startSession.js";
import { renderSession } from "../../views/identity/session.js";

/** Runs before the transaction: hashing takes a fifth of a second and must not hold a connection. */
export const hashNewPassword = ({ body }: Call<typeof Register>): Promise<string> =>
  hashPassword(body.password);

export const register = async ({ body, shopper, request }: Call<typeof Register>, passwordHash: string) => {
  const { password: _, ...profile } = body;
  const user = await registerUser({ ...profile, passwordHash });
  await adoptGuestCart(user.id, shopper.cartToken);
  return created(renderSession(await user.reload(), await startSession(user, request)), "/api/v1/me");
};

export const logIn = async ({ shopper, request }: Call<typeof LogIn>, user: User) => {
  await adoptGuestCart(user.id, shopper.cartToken);
  return ok(renderSession(user, await startSession(user, request)));
};

export const refresh: Action<typeof Refresh> = async ({ body }) => {
  const { user, tokens } = await rotateRefreshToken(body.refreshToken);
  return ok(renderSession(user, tokens));
};

export const logOut: Action<typeof NoInput> = async (call) => {
  await endSession(signedIn(call).sessionId);
  return noContent();
};

export const logOutEverywhere: Action<typeof NoInput> = async (call) => {
  await endAllSessions(signedIn(call).id);
  return noContent();
};
