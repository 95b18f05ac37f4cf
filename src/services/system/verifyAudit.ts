import { positional } from "../../database/statement.js";
import { chainHash, type ChainedEntry, GENESIS } from "./recordAudit.js";

export type AuditVerdict = {
  /** How many entries were found sound, from the first on. */
  entries: number;
  /** The hash of the last sound entry: kept elsewhere, it shows later whether the end was cut off. */
  head: string;
  /** The first entry that is not as it was written; null where all are. */
  broken: { id: string; reason: "altered" | "missing" | "reordered" } | null;
  /** Whether the head that was expected is in the chain; null where none was. */
  holdsHead: boolean | null;
};

type Row = ChainedEntry & { previousHash: string; hash: string };

/** `id` alone would sort by the text of that name. Times to the microsecond, as text: JavaScript's dates would not notice a change below the millisecond. */
const batchAfter = positional<Row>(`
  SELECT id::text, to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS "recordedAt",
    actor_type AS "actorType", actor_id AS "actorId", action, target_type AS "targetType", target_id AS "targetId",
    before, after, ip, request_id AS "requestId", previous_hash AS "previousHash", hash
  FROM audit_log WHERE audit_log.id > $1 ORDER BY audit_log.id LIMIT 500`);

/**
 * Walks the audit log from its first entry to the first that was altered, removed or put elsewhere. Entries may be
 * added meanwhile. That the last ones were removed, or that the whole log was made anew, the chain cannot tell by
 * itself: for that it takes a head which was noted outside this database.
 * @param expectedHead a hash that an earlier run printed
 */
export async function verifyAudit(expectedHead?: string): Promise<AuditVerdict> {
  let head = GENESIS;
  let entries = 0n;
  let holdsHead = expectedHead === undefined ? null : expectedHead === GENESIS;
  const verdict = (broken: AuditVerdict["broken"]) => ({ entries: Number(entries), head, broken, holdsHead });
  // Numbers below one are none of ours, and would be skipped if we began at zero.
  for (let last = "-9223372036854775808", rows; (rows = await batchAfter([last])).length > 0;) {
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
