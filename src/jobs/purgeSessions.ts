import { config } from "../config.js";
import { endedSessions, purge } from "../models/system/purges.js";

/** Deletes sessions a week after they ended, expired or became idle. */
export const purgeSessions = (_payload: unknown, stopping: AbortSignal): Promise<void> =>
  purge(() => endedSessions({ idleSeconds: config.sessionIdleSeconds }), stopping);
