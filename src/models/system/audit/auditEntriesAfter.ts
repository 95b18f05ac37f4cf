import { statement } from "../../../database/statement.js";
import type { ChainedEntry } from "../AuditEntry.js";

type Row = ChainedEntry & { previousHash: string; hash: string };

/**
 * The 500 entries that follow an id. A statement because it reads times as text, to the microsecond: a Date would hide a
 * change below the millisecond. `ORDER BY id` alone would sort by the selected text of that name.
 */
export const auditEntriesAfter = statement<Row, { id: string }>(`
  SELECT id::text, to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS "recordedAt",
    actor_type AS "actorType", actor_id AS "actorId", action, target_type AS "targetType", target_id AS "targetId",
    before, after, ip, request_id AS "requestId", previous_hash AS "previousHash", hash
  FROM audit_log WHERE audit_log.id > :id ORDER BY audit_log.id LIMIT 500`);
