import { verifyInvariants } from "../../src/services/system/verifyInvariants.js";
import { expirePayments, drainQueue } from "./jobs.js";

/**
 * Runs the jobs that are due, and fails if a row of the database then violates an invariant. Call it after the
 * responses to all requests of a test.
 */
export async function expectCleanInvariants(): Promise<void> {
  await drainQueue();
  await expirePayments();
  await drainQueue();
  const { broken } = await verifyInvariants({ auditLog: true });
  if (broken.length > 0)
    throw new Error(`The database violates invariants: ${JSON.stringify(broken, null, 2)}`);
}
