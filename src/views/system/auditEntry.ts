import { z } from "zod";
import { listOf, Timestamp } from "../../lib/schemas.js";
import type { AuditEntry } from "../../models/system/AuditEntry.js";
import { ACTOR_TYPES } from "../../models/system/vocabulary.js";

const Values = z.record(z.string(), z.unknown()).nullable();

export const AuditEntryView = z
  .strictObject({
    id: z.string().describe("Counts up without gaps."),
    recordedAt: Timestamp,
    actor: z.strictObject({
      type: z.enum(ACTOR_TYPES),
      id: z.string().nullable(),
    }),
    action: z.string(),
    target: z.strictObject({ type: z.string(), id: z.string() }).nullable(),
    before: Values.describe("What it was, as far as it was changed; secrets are taken out."),
    after: Values.describe("What was asked for, or what it is now."),
    ip: z.string().nullable(),
    requestId: z.string().nullable(),
    hash: z.string().describe("SHA-256 of this entry and the hash of the one before."),
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
