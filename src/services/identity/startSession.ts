import { config } from "../../config.js";
import { signAccessToken } from "../../lib/accessTokens.js";
import { secondsFromNow } from "../../lib/clock.js";
import { hashSecret, newSecret } from "../../lib/ids.js";
import { RefreshToken } from "../../models/identity/RefreshToken.js";
import { Session } from "../../models/identity/Session.js";
import type { User } from "../../models/identity/User.js";

type Device = { ip: string; userAgent: string | null };
type Tokens = { accessToken: string; refreshToken: string; expiresIn: number };

/** Begins a session on a device: its first refresh token (stored hashed, told once) and an access token. */
export async function startSession(user: User, { ip, userAgent }: Device): Promise<Tokens> {
  const expiresAt = secondsFromNow(config.refreshTokenSeconds);
  const session = await Session.create({ userId: user.id, ip, userAgent, expiresAt });
  return issueTokens(user, session.id);
}

/** The next pair of a session. The caller has rotated the token before it, in the same transaction. */
export async function issueTokens(user: User, sessionId: string): Promise<Tokens> {
  const refreshToken = newSecret();
  await RefreshToken.create({ sessionId, tokenHash: hashSecret(refreshToken) });
  const accessToken = signAccessToken({ id: user.id, sessionId }, user.tokenVersion);
  return { accessToken, refreshToken, expiresIn: config.accessTokenSeconds };
}
