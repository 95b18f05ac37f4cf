import { config } from "../config.js";
import { purgeOf } from "../models/system/purgeStatements.js";

/** A session's refresh tokens, one for each quarter of an hour of its use, go with it. */
const purge = purgeOf(
  "sessions",
  `least(coalesce(t.ended_at, t.expires_at), t.expires_at, t.last_used_at + $1 * interval '1 second')
     < now() - interval '7 days'`,
);

/** Sessions that ended, expired or fell idle open nothing; a week later nobody asks about them any more. */
export const purgeSessions = (_payload: unknown, stopping: AbortSignal): Promise<void> =>
  purge(stopping, [config.sessionIdleSeconds]);
