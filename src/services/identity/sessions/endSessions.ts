import { NotFound } from "../../../errors/system.js";
import { clock } from "../../../lib/clock.js";
import { hashSecret } from "../../../lib/ids.js";
import { RefreshToken } from "../../../models/identity/RefreshToken.js";
import { Session } from "../../../models/identity/Session.js";
import { User } from "../../../models/identity/User.js";

/** Logs one device out: its refresh token and its access tokens are dead at once. */
export async function endSession(sessionId: string): Promise<void> {
  await Session.update({ endedAt: clock.now() }, { where: { id: sessionId, endedAt: null } });
}

/**
 * Logs out the device that holds a refresh token, live or used before: whoever has it may do no more than end it.
 * @returns null where there is no such running session
 */
export async function endSessionHolding(refreshToken: string): Promise<Session | null> {
  const token = await RefreshToken.findByHash(hashSecret(refreshToken));
  const session = token && (await Session.lockRunning(token.sessionId));
  if (session) await endSession(session.id);
  return session;
}

/**
 * Logs out one device of this user.
 * @throws NotFound when it is another's, or logged out already
 */
export async function endOwnSession(userId: string, sessionId: string): Promise<void> {
  const [ended] = await Session.update(
    { endedAt: clock.now() },
    { where: { id: sessionId, userId, endedAt: null } },
  );
  if (ended === 0) throw new NotFound();
}

/** Logs every device of a user out. The token version ends access tokens even of sessions that are lost to us. */
export async function endAllSessions(userId: string): Promise<void> {
  await User.increment("tokenVersion", { where: { id: userId } });
  await Session.update({ endedAt: clock.now() }, { where: { userId, endedAt: null } });
}
