import { statement } from "../../../database/statement.js";
import type { SignedInUser } from "../../../lib/caller.js";

/** A statement, not a model call: it runs for every request with an access token. */
const find = statement<SignedInUser, { userId: string; sessionId: string; tokenVersion: number }>(
  `SELECT u.id, s.id AS "sessionId", u.email, u.role, r.permissions AS granted,
     u.totp_confirmed_at IS NOT NULL AS "mfaEnabled", s.mfa_at AS "mfaAt",
     s.created_at AS "loggedInAt"
   FROM users u JOIN roles r ON r.name = u.role JOIN sessions s ON s.user_id = u.id
   WHERE u.id = :userId AND s.id = :sessionId AND u.token_version = :tokenVersion AND s.ended_at IS NULL
     AND s.expires_at > now()`,
);

/** The user of an access token, if their session has not ended and the token's version is current. */
export async function findSignedInUser(
  userId: string,
  sessionId: string,
  tokenVersion: number,
): Promise<SignedInUser | undefined> {
  const [user] = await find({ userId, sessionId, tokenVersion });
  return user;
}
