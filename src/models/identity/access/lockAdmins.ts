import { statement } from "../../../database/statement.js";

/**
 * Locks the set of administrators until the transaction ends: requests that add the first one or remove one wait here. An
 * advisory lock, because there may be no row to lock.
 */
export const lockAdmins = statement<never>(
  "SELECT pg_advisory_xact_lock(hashtextextended('administrators', 0))",
);
