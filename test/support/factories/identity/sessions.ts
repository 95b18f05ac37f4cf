import { clock, secondsFromNow } from "../../../../src/lib/clock.js";
import { Session } from "../../../../src/models/identity/Session.js";
import { sql } from "../../database.js";

/** Lets the sessions of a user expire. */
export async function expireSessions(userId: string): Promise<void> {
  const createdAt = secondsFromNow(-86_400);
  await Session.update({ expiresAt: clock.now(), createdAt }, { where: { userId } });
}

/** Moves the start, the last use and the end of a user's sessions back by days. */
export const ageSessions = (userId: string, days: number) =>
  sql(
    `UPDATE sessions SET created_at = created_at - $2 * interval '1 day',
       last_used_at = last_used_at - $2 * interval '1 day', ended_at = ended_at - $2 * interval '1 day' WHERE user_id = $1`,
    [userId, days],
  );

/** Moves the last refreshes of a user's sessions back by seconds. */
export const ageRefreshes = (userId: string, seconds: number) =>
  sql(
    `UPDATE refresh_tokens t SET created_at = t.created_at - $2 * interval '1 second',
       rotated_at = rotated_at - $2 * interval '1 second'
     FROM sessions s WHERE s.id = t.session_id AND s.user_id = $1`,
    [userId, seconds],
  );
