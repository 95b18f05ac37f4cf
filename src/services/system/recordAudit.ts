import { createHash } from "node:crypto";
import { positional } from "../../database/statement.js";
import { beforeCommit } from "../../database/transaction.js";
import { canonicalJson } from "../../lib/canonicalJson.js";
import { clock } from "../../lib/clock.js";
import type { ActorType } from "../../models/system/AuditEntry.js";

/** Who acts, and in which request. `system` for what nobody asked for. */
export type AuditActor = { type: ActorType; id: string | null; ip: string | null; requestId: string | null };

/** The facts of one entry. `before` and `after` are plain values; secrets are redacted here. */
export type AuditFact = {
  action: string;
  target?: { type: string; id: string };
  before?: object;
  after?: object;
};

export const SYSTEM: AuditActor = { type: "system", id: null, ip: null, requestId: null };

/** One writer at a time: each entry is hashed together with the one before it. */
const lockChain = positional("SELECT pg_advisory_xact_lock(4207552)");
const lastEntry = positional<{ id: string; hash: string }>(
  "SELECT id, hash FROM audit_log ORDER BY id DESC LIMIT 1",
);
const append = positional(`
  INSERT INTO audit_log (id, recorded_at, actor_type, actor_id, action, target_type, target_id, before, after, ip, request_id,
    previous_hash, hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`);

/** The hash before the first entry. */
export const GENESIS = "0".repeat(64);

/**
 * Appends an entry in the ambient transaction, so that it is there exactly when the change is; in one of its own when
 * there is none. The chain's lock is taken last of all, just before the commit: while an entry holds it, it waits for
 * nothing else, so the chain is in no deadlock.
 */
export async function recordAudit(actor: AuditActor, fact: AuditFact): Promise<void> {
  // What is true now: the caller may go on to change the very objects that it passed.
  const noted = sound({ before: redact(fact.before ?? null), after: redact(fact.after ?? null) }) as Noted;
  await beforeCommit(() => appendEntry(actor, fact, noted));
}

type Noted = Pick<ChainedEntry, "before" | "after">;

async function appendEntry(actor: AuditActor, { action, target }: AuditFact, noted: Noted): Promise<void> {
  await lockChain();
  const [last] = await lastEntry();
  const previousHash = last?.hash ?? GENESIS;
  const entry = sound({
    id: String(BigInt(last?.id ?? 0) + 1n),
    recordedAt: clock.now().toISOString(),
    actorType: actor.type,
    actorId: actor.id,
    action,
    targetType: target?.type ?? null,
    targetId: target?.id ?? null,
    ...noted,
    ip: actor.ip,
    requestId: actor.requestId,
  }) as ChainedEntry;
  const json = (value: object | null) => value && JSON.stringify(value);
  const { id, recordedAt, actorType, actorId, targetType, targetId, before, after, ip, requestId } = entry;
  await append([
    ...[id, recordedAt, actorType, actorId, entry.action, targetType, targetId, json(before), json(after)],
    ...[ip, requestId, previousHash, chainHash(previousHash, entry)],
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
  createHash("sha256").update(previousHash).update(canonicalJson(entry)).digest("hex");

/**
 * A value as the database will give it back: what JSON makes of it (dates, undefined, NaN), without the characters
 * that jsonb and text refuse (NUL) or replace (lone surrogates). Numbers survive jsonb, which keeps every digit.
 */
function sound(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, child: unknown) => {
    if (typeof child === "string") return soundText(child);
    if (typeof child !== "object" || child === null || Array.isArray(child)) return child;
    return Object.fromEntries(Object.entries(child).map(([key, inner]) => [soundText(key), inner]));
  });
}

const soundText = (text: string): string => text.toWellFormed().replaceAll("\0", "\ufffd");

/** Names of fields that hold secrets, and values that look like ours (API keys, JWTs) wherever they turn up. */
const SECRET_NAME =
  /password|passphrase|secret|token|hash|otp|pepper|cookie|authorization|^(recovery_?)?codes?$/i;
// A key's first eight digits are shown in lists, too; a dash is part of what follows them.
const SECRET_VALUE = /\bcw_live_[\w-]{9,}|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const REDACTED = "[redacted]";

/** Names of fields that name a person. An entry cannot be erased with the account, so it names people by id only. */
const PERSONAL_NAME = /e-?mail|phone|^(user|first|last)_?name$|^line[12]$/i;
const PERSONAL = "[personal]";

const redactField = (name: string, value: unknown): unknown => {
  if (value === null || value === undefined) return value;
  if (SECRET_NAME.test(name)) return REDACTED;
  return PERSONAL_NAME.test(name) && typeof value === "string" ? PERSONAL : redact(value);
};

/** Takes secrets and what names a person out, however deep they are. */
function redact(value: unknown): unknown {
  if (typeof value === "string") return value.replace(SECRET_VALUE, REDACTED);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(redact);
  if (value instanceof Date) return value;
  if (Buffer.isBuffer(value)) return REDACTED;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, redactField(name, child)]));
}
