import type { ChainedEntry } from "../../models/system/AuditEntry.js";
import { auditEntriesAfter } from "../../models/system/audit/auditEntriesAfter.js";
import { chainHash, GENESIS } from "./recordAudit.js";

export type AuditVerdict = {
  /** The number of intact entries, counted from the first. */
  entries: number;
  /** The hash of the last intact entry. A copy stored elsewhere reveals later whether the end was removed. */
  head: string;
  /** The first entry that was changed, removed or moved; null if there is none. */
  broken: { id: string; reason: "altered" | "missing" | "reordered" } | null;
  /** Whether the chain contains the expected head; null if none was given. */
  holdsHead: boolean | null;
};

/**
 * Checks the audit log from its first entry to the first that was altered, removed or moved. Other processes may
 * append entries during the check. The chain alone does not reveal that its last entries were removed or that the
 * whole log was rewritten; a head stored outside the database does.
 * @param expectedHead a hash that an earlier run printed
 */
export async function verifyAudit(expectedHead?: string): Promise<AuditVerdict> {
  let head = GENESIS;
  let entries = 0n;
  let holdsHead = expectedHead === undefined ? null : expectedHead === GENESIS;
  const verdict = (broken: AuditVerdict["broken"]) => ({ entries: Number(entries), head, broken, holdsHead });
  // A start at zero would skip a forged entry with an id below one.
  for (let last = "-9223372036854775808", rows; (rows = await auditEntriesAfter({ id: last })).length > 0;) {
    for (const row of rows) {
      const broken = flawOf(row, String(entries + 1n), head);
      if (broken) return verdict(broken);
      ({ hash: head, id: last } = row);
      entries += 1n;
      if (head === expectedHead) holdsHead = true;
    }
  }
  return verdict(null);
}

type Row = ChainedEntry & { previousHash: string; hash: string };

function flawOf({ previousHash, hash, ...entry }: Row, expectedId: string, head: string) {
  if (entry.id !== expectedId) {
    const missing = BigInt(entry.id) > BigInt(expectedId);
    return { id: missing ? expectedId : entry.id, reason: missing ? "missing" : "altered" } as const;
  }
  const recordedAt = `${entry.recordedAt.replace(/000$/, "")}Z`;
  if (chainHash(previousHash, { ...entry, recordedAt }) !== hash)
    return { id: entry.id, reason: "altered" } as const;
  return previousHash === head ? undefined : ({ id: entry.id, reason: "reordered" } as const);
}
