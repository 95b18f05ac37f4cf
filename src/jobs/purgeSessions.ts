import { config } from "../config.js";
import { endedSessions, purge } from "../models/system/purgeStatements.js";

/** Sessions that ended, expired or fell idle open nothing; a week later nobody asks about them any more. */
export const purgeSessions = (_payload: unknown, stopping: AbortSignal): Promise<void> =>
  purge(endedSessions, stopping, [config.sessionIdleSeconds]);
