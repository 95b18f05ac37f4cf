import { config } from "../config.js";
import { statement } from "../database/statement.js";

const KEPT_DAYS = 7;
const AT_ONCE = 1000;

/** A session's refresh tokens, one for each quarter of an hour of its use, go with it. */
const purge = statement<{ id: string }>(
  `DELETE FROM sessions WHERE id IN (
     SELECT id FROM sessions
     WHERE least(coalesce(ended_at, expires_at), expires_at, last_used_at + $1 * interval '1 second')
       < now() - interval '${KEPT_DAYS} days'
     LIMIT ${AT_ONCE}
   ) RETURNING id`,
);

/** Sessions that ended, ran out or fell idle open nothing; a week later nobody asks about them any more. */
export async function purgeSessions(): Promise<void> {
  while ((await purge([config.sessionIdleSeconds])).length === AT_ONCE);
}
