import { transaction } from "../../database/transaction.js";
import { InvalidRefreshToken, RefreshTokenReused } from "../../errors.js";
import { clock } from "../../lib/clock.js";
import { hashSecret } from "../../lib/ids.js";
import { RefreshToken } from "../../models/identity/RefreshToken.js";
import { Session } from "../../models/identity/Session.js";
import { User } from "../../models/identity/User.js";
import { issueTokens } from "./startSession.js";

/**
 * Changes a refresh token for the next pair. The row lock makes parallel refreshes of one token queue up: the
 * first wins, and each later one is a reuse, which ends the session, because one of the two holders is a thief
 * (RFC 9700 § 4.14.2). That end is committed before the error is thrown.
 * @throws InvalidRefreshToken, RefreshTokenReused
 */
export async function rotateRefreshToken(secret: string) {
  const outcome = await transaction(async () => {
    const token = await RefreshToken.findOne({ where: { tokenHash: hashSecret(secret) }, lock: true });
    const session = token && (await Session.findByPk(token.sessionId, { lock: true }));
    if (!token || !session || session.endedAt || session.expiresAt <= clock.now()) return "invalid";
    if (token.rotatedAt) {
      await session.update({ endedAt: clock.now() });
      return "reused";
    }
    await token.update({ rotatedAt: clock.now() });
    await session.update({ lastUsedAt: clock.now() });
    const user = await User.findByPk(session.userId, { rejectOnEmpty: true });
    return { user, tokens: await issueTokens(user, session.id) };
  });
  if (outcome === "invalid") throw new InvalidRefreshToken();
  if (outcome === "reused") throw new RefreshTokenReused();
  return outcome;
}
