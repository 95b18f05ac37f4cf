import { statement } from "../../../database/statement.js";

const lock = statement("SELECT pg_advisory_xact_lock(4207552)");

/** Lets one transaction at a time append to the audit log, because each hash covers the previous one. */
export async function lockAuditChain(): Promise<void> {
  await lock();
}
