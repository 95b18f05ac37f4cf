import { hashSecret } from "../../../lib/ids.js";
import { RefreshToken } from "../../../models/identity/RefreshToken.js";
import { Session } from "../../../models/identity/Session.js";

/**
 * Logs out the device that holds a refresh token. A token that was already exchanged is accepted too, because it can
 * only end its own session.
 * @returns null if there is no such live session
 */
export async function endSessionHolding(refreshToken: string): Promise<Session | null> {
  const token = await RefreshToken.findByHash(hashSecret(refreshToken));
  const session = token && (await Session.lockLive(token.sessionId));
  if (session) await Session.end({ id: session.id });
  return session;
}
