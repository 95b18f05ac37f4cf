import { snapshot } from "../../database/snapshot.js";
import { type Breach, findBreaches } from "../../models/system/invariants/findBreaches.js";
import { invariants } from "../../models/system/invariants/invariants.js";
import { verifyAudit } from "./verifyAudit.js";

export type InvariantsVerdict = {
  /** The number of checked invariants. */
  checked: number;
  /** The violated invariants; empty if there are none. */
  broken: Breach[];
  seconds: number;
};

/**
 * Checks every invariant in one snapshot; the shop may be running.
 * @param options.auditLog also hashes the whole audit log, row by row in this process
 * @throws the database's error if a check cannot run
 */
export async function verifyInvariants({ auditLog = false } = {}): Promise<InvariantsVerdict> {
  const started = performance.now();
  const broken = await snapshot(findBreaches);
  if (auditLog) broken.push(...(await findBrokenEntry()));
  const checked = invariants.length + (auditLog ? 1 : 0);
  return { checked, broken, seconds: (performance.now() - started) / 1000 };
}

async function findBrokenEntry(): Promise<Breach[]> {
  const { broken } = await verifyAudit();
  if (!broken) return [];
  const meaning = "No entry of the audit log was altered, removed or moved.";
  return [{ name: "audit_log_is_intact", meaning, count: 1, rows: [broken] }];
}
