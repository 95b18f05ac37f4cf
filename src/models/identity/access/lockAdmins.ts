import { statement } from "../../../database/statement.js";

/**
 * Locks the set of administrators until the transaction ends: whoever adds the first one or removes one waits here. An
 * advisory lock, because there may be no row to lock.
 */
export const lockAdmins = statement<never>(
  "SELECT pg_advisory_xact_lock(hashtextextended('administrators', 0))",
);
