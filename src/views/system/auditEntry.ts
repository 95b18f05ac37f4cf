import { z } from "zod";
import { listOf, Timestamp } from "../../lib/schemas.js";
import type { AuditEntry } from "../../models/system/AuditEntry.js";
import { ACTOR_TYPES } from "../../models/system/vocabulary.js";

const Values = z.record(z.string(), z.unknown()).nullable();

export const AuditEntryView = z
  .strictObject({
    id: z.string().describe("Sequential, without gaps."),
    recordedAt: Timestamp,
    actor: z.strictObject({
      type: z.enum(ACTOR_TYPES),
      id: z.string().nullable(),
    }),
    action: z.string(),
    target: z.strictObject({ type: z.string(), id: z.string() }).nullable(),
    before: Values.describe("The previous values of the changed fields; secrets are redacted."),
    after: Values.describe("The requested or the new values; secrets are redacted."),
    ip: z.string().nullable(),
    requestId: z.string().nullable(),
    hash: z.string().describe("SHA-256 of the previous entry's hash and this entry."),
  })
  .meta({ id: "AuditEntry" });
export const AuditEntryListView = listOf(AuditEntryView, "AuditEntryList");

export const renderAuditEntry = (entry: AuditEntry): z.input<typeof AuditEntryView> => ({
  id: entry.id,
  recordedAt: entry.recordedAt.toISOString(),
  actor: { type: entry.actorType, id: entry.actorId },
  action: entry.action,
  target: entry.targetType === null ? null : { type: entry.targetType, id: entry.targetId ?? "" },
  before: entry.before,
  after: entry.after,
  ip: entry.ip,
  requestId: entry.requestId,
  hash: entry.hash,
});
