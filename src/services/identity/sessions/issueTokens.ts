import { config } from "../../../config.js";
import { clock } from "../../../lib/clock.js";
import { hashSecret, newSecret } from "../../../lib/ids.js";
import { RefreshToken } from "../../../models/identity/RefreshToken.js";
import type { Session } from "../../../models/identity/Session.js";
import type { User } from "../../../models/identity/User.js";
import { signAccessToken } from "./accessTokens.js";

/** The tokens of a session; shown once. Times in seconds. */
export type Tokens = {
  sessionId: string;
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
  sessionEndsIn: number;
};

/** Issues a new pair of tokens. The calling service has rotated the previous refresh token in the same transaction. */
export async function issueTokens(user: User, { id: sessionId, expiresAt }: Session): Promise<Tokens> {
  const refreshToken = newSecret();
  await RefreshToken.create({ sessionId, tokenHash: hashSecret(refreshToken) });
  const accessToken = signAccessToken({ id: user.id, sessionId }, user.tokenVersion);
  const sessionEndsIn = Math.floor((expiresAt.getTime() - clock.now().getTime()) / 1000);
  return { sessionId, accessToken, refreshToken, expiresIn: config.accessTokenSeconds, sessionEndsIn };
}
