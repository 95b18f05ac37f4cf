import { config } from "../../../config.js";
import { signAccessToken } from "./accessTokens.js";
import { clock, secondsFromNow } from "../../../lib/clock.js";
import { hashSecret, newSecret } from "../../../lib/ids.js";
import { RefreshToken } from "../../../models/identity/RefreshToken.js";
import { Session } from "../../../models/identity/Session.js";
import type { User } from "../../../models/identity/User.js";

/** `mfaAt`: when the second factor was passed, where it was. */
export type Device = { ip: string; userAgent: string | null; mfaAt?: Date | null };
/** Told once. Times in seconds. */
type Tokens = {
  sessionId: string;
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
  sessionEndsIn: number;
};

/** Begins a session on a device: its first refresh token (stored hashed, told once) and an access token. */
export async function startSession(user: User, { ip, userAgent, mfaAt = null }: Device): Promise<Tokens> {
  const expiresAt = secondsFromNow(config.refreshTokenSeconds);
  const session = await Session.create({ userId: user.id, ip, userAgent, mfaAt, expiresAt });
  return issueTokens(user, session);
}

/** The next pair of a session. The caller has rotated the token before it, in the same transaction. */
export async function issueTokens(user: User, { id: sessionId, expiresAt }: Session): Promise<Tokens> {
  const refreshToken = newSecret();
  await RefreshToken.create({ sessionId, tokenHash: hashSecret(refreshToken) });
  const accessToken = signAccessToken({ id: user.id, sessionId }, user.tokenVersion);
  const sessionEndsIn = Math.floor((expiresAt.getTime() - clock.now().getTime()) / 1000);
  return { sessionId, accessToken, refreshToken, expiresIn: config.accessTokenSeconds, sessionEndsIn };
}
