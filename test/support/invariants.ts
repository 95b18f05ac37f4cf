import { verifyInvariants } from "../../src/services/system/verifyInvariants.js";
import { expirePayments, drainQueue } from "./jobs.js";

/**
 * Does the background work that is due, and fails when a row of the database then breaks an invariant. Call it when the
 * requests of a test have been answered.
 */
export async function expectCleanInvariants(): Promise<void> {
  await drainQueue();
  await expirePayments();
  await drainQueue();
  const { broken } = await verifyInvariants({ auditLog: true });
  if (broken.length > 0)
    throw new Error(`The database breaks invariants: ${JSON.stringify(broken, null, 2)}`);
}
