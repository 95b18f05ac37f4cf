import { transaction } from "../../../database/transaction.js";
import { InvalidRefreshToken, RefreshTokenReused } from "../../../errors/identity.js";
import { clock } from "../../../lib/clock.js";
import { hashSecret } from "../../../lib/ids.js";
import { RefreshToken } from "../../../models/identity/RefreshToken.js";
import { Session } from "../../../models/identity/Session.js";
import { User } from "../../../models/identity/User.js";
import { type AuditActor, recordAudit } from "../../system/recordAudit.js";
import { issueTokens } from "./issueTokens.js";

/**
 * Exchanges a refresh token for a new pair. The row lock serialises parallel refreshes with one token; the first
 * succeeds. A reuse within ten seconds, as by two tabs of one browser, is refused, and the session continues. Any
 * other reuse ends the session, because one of the two holders stole the token (RFC 9700 § 4.14.2). The end of the
 * session is committed before the error is thrown.
 * @throws InvalidRefreshToken, RefreshTokenReused with `sessionEnded`
 */
export async function rotateRefreshToken(secret: string, actor: AuditActor) {
  const outcome = await transaction(async () => {
    const token = await RefreshToken.lockByHash(hashSecret(secret));
    const session = token && (await Session.lockLive(token.sessionId));
    if (!token || !session) return "invalid";
    if (token.rotatedAt) {
      if (await isSuperseded(token)) return "superseded";
      await session.update({ endedAt: clock.now() });
      const target = { type: "user", id: session.userId };
      await recordAudit(actor, { action: "user.refresh_token_reused", target });
      return "reused";
    }
    await token.update({ rotatedAt: clock.now() });
    await session.update({ lastUsedAt: clock.now() });
    const user = await User.loadForView(session.userId);
    return { user, tokens: await issueTokens(user, session) };
  });
  if (outcome === "invalid") throw new InvalidRefreshToken();
  if (outcome === "reused") throw new RefreshTokenReused({ sessionEnded: true });
  if (outcome === "superseded") throw new RefreshTokenReused({ sessionEnded: false, detail: SUPERSEDED });
  return outcome;
}

const GRACE_MS = 10_000;
const SUPERSEDED =
  "Another request has just refreshed this session, which continues. Use the tokens of that request.";

/** Whether it is the parent of the live token, rotated just now. The error has no tokens, so a thief gains nothing. */
async function isSuperseded({ id, sessionId, rotatedAt }: RefreshToken): Promise<boolean> {
  if (!rotatedAt || clock.now().getTime() - rotatedAt.getTime() > GRACE_MS) return false;
  return (await RefreshToken.lastRotated(sessionId))?.id === id;
}
