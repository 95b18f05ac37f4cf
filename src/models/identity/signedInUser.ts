import { positional } from "../../database/statement.js";
import type { SignedInUser } from "../../lib/caller.js";

const find = positional<SignedInUser>(
  `SELECT u.id, s.id AS "sessionId", u.email, u.role, r.permissions AS granted,
     u.totp_confirmed_at IS NOT NULL AS "mfaEnabled", s.mfa_at AS "mfaAt",
     s.created_at AS "loggedInAt"
   FROM users u JOIN roles r ON r.name = u.role JOIN sessions s ON s.user_id = u.id
   WHERE u.id = $1 AND s.id = $2 AND u.token_version = $3 AND s.ended_at IS NULL AND s.expires_at > now()`,
);

/** The user of an access token, as long as their session runs and their tokens have not been ended all at once. */
export async function findSignedInUser(
  userId: string,
  sessionId: string,
  tokenVersion: number,
): Promise<SignedInUser | undefined> {
  const [user] = await find([userId, sessionId, tokenVersion]);
  return user;
}
