import { createHash } from "node:crypto";
import { statement } from "../../database/statement.js";
import { clock } from "../../lib/clock.js";
import type { ActorType } from "../../models/system/AuditEntry.js";

/** Who acts, and in which request. `system` for what nobody asked for. */
export type AuditActor = { type: ActorType; id: string | null; ip: string | null; requestId: string | null };

/** The facts of one entry. `before` and `after` are plain values; secrets are redacted here. */
export type AuditFact = {
  action: string;
  target?: { type: string; id: string };
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

export const SYSTEM: AuditActor = { type: "system", id: null, ip: null, requestId: null };

/** One writer at a time: each entry is hashed together with the one before it. */
const lockChain = statement("SELECT pg_advisory_xact_lock(4207552)");
const lastEntry = statement<{ id: string; hash: string }>(
  "SELECT id, hash FROM audit_log ORDER BY id DESC LIMIT 1",
);
const append = statement(`
  INSERT INTO audit_log (id, recorded_at, actor_type, actor_id, action, target_type, target_id, before, after, ip, request_id,
    previous_hash, hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`);

/** The hash before the first entry. */
export const GENESIS = "0".repeat(64);

/**
 * Appends an entry in the ambient transaction, so that it is there exactly when the change is. Call it last: the
 * chain's lock is held until the commit.
 */
export async function recordAudit(
  actor: AuditActor,
  { action, target, before, after }: AuditFact,
): Promise<void> {
  await lockChain();
  const [last] = await lastEntry();
  const entry: ChainedEntry = {
    id: String(BigInt(last?.id ?? 0) + 1n),
    recordedAt: clock.now().toISOString(),
    actorType: actor.type,
    actorId: actor.id,
    action,
    targetType: target?.type ?? null,
    targetId: target?.id ?? null,
    before: before ? redact(before) : null,
    after: after ? redact(after) : null,
    ip: actor.ip,
    requestId: actor.requestId,
  };
  const previousHash = last?.hash ?? GENESIS;
  const json = (value: object | null) => value && JSON.stringify(value);
  await append([
    ...[
      entry.id,
      entry.recordedAt,
      entry.actorType,
      entry.actorId,
      entry.action,
      entry.targetType,
      entry.targetId,
    ],
    ...[json(entry.before), json(entry.after), entry.ip, entry.requestId],
    ...[previousHash, chainHash(previousHash, entry)],
  ]);
}

export type ChainedEntry = {
  id: string;
  recordedAt: string;
  actorType: string;
  actorId: string | null;
  action: string;
  targetType: string | null;
  targetId: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  ip: string | null;
  requestId: string | null;
};

/** SHA-256 over the hash before and the entry in a fixed form; jsonb reorders keys, so they are sorted here. */
export const chainHash = (previousHash: string, entry: ChainedEntry): string =>
  createHash("sha256").update(previousHash).update(stable(entry)).digest("hex");

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, child]) => `${JSON.stringify(key)}:${stable(child)}`).join(",")}}`;
}

const SECRET = /password|secret|token|hash|code$/i;

function redact(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      SECRET.test(key) && value !== null ? "[redacted]" : value,
    ]),
  );
}
