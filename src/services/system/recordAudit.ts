import { createHash } from "node:crypto";
import { beforeCommit } from "../../database/transaction.js";
import { canonicalJson } from "../../lib/text/canonicalJson.js";
import { clock } from "../../lib/clock.js";
import { AuditEntry, type ChainedEntry } from "../../models/system/AuditEntry.js";
import { lockAuditChain } from "../../models/system/audit/lockAuditChain.js";
import type { ActorType } from "../../models/system/vocabulary.js";

/** The actor and the request. `system`: a scheduled job or an operator's command. */
export type AuditActor = { type: ActorType; id: string | null; ip: string | null; requestId: string | null };

/** The facts of one entry. `before` and `after` are plain values; recordAudit() redacts secrets. */
export type AuditFact = {
  action: string;
  target?: { type: string; id: string };
  before?: object;
  after?: object;
};

export const SYSTEM: AuditActor = { type: "system", id: null, ip: null, requestId: null };

/** The hash before the first entry. */
export const GENESIS = "0".repeat(64);

/**
 * Appends an entry in the ambient transaction, so that both are committed or neither is; without one, in a new
 * transaction. The chain's lock is taken last, just before the commit. Its holder waits for no other lock, so it
 * cannot cause a deadlock.
 */
export async function recordAudit(actor: AuditActor, fact: AuditFact): Promise<void> {
  // Copied now, because the caller may change the objects later in the transaction.
  const noted = sound({ before: redact(fact.before ?? null), after: redact(fact.after ?? null) }) as Noted;
  await beforeCommit(() => appendEntry(actor, fact, noted));
}

type Noted = Pick<ChainedEntry, "before" | "after">;

async function appendEntry(actor: AuditActor, { action, target }: AuditFact, noted: Noted): Promise<void> {
  await lockAuditChain();
  const last = await AuditEntry.findLatest();
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
  const hash = chainHash(previousHash, entry);
  await AuditEntry.create({ ...entry, recordedAt: new Date(entry.recordedAt), previousHash, hash });
}

/** SHA-256 over the previous hash and the entry as canonical JSON, because jsonb reorders properties. */
export const chainHash = (previousHash: string, entry: ChainedEntry): string =>
  createHash("sha256").update(previousHash).update(canonicalJson(entry)).digest("hex");

/**
 * The value as the database will return it: converted to JSON (dates, undefined, NaN), without the characters that
 * jsonb and text reject (NUL) or replace (lone surrogates). Numbers are unaffected: jsonb keeps every digit.
 */
function sound(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, child: unknown) => {
    if (typeof child === "string") return soundText(child);
    if (typeof child !== "object" || child === null || Array.isArray(child)) return child;
    return Object.fromEntries(Object.entries(child).map(([key, inner]) => [soundText(key), inner]));
  });
}

const soundText = (text: string): string => text.toWellFormed().replaceAll("\0", "\ufffd");

/** Names of fields that hold secrets, and values in the form of our secrets (API keys, JWTs) in any field. */
const SECRET_NAME =
  /password|passphrase|secret|token|hash|otp|pepper|cookie|authorization|^(recovery_?)?codes?$/i;
// The first eight digits of a key are kept, because lists show them; the rest can contain dashes.
const SECRET_VALUE = /\bcw_live_[\w-]{9,}|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const REDACTED = "[redacted]";

/** Names of personal fields. An entry cannot be erased with the account, so it identifies people by id only. */
const PERSONAL_NAME = /e-?mail|phone|^(user|first|last)_?name$|^line[12]$/i;
const PERSONAL = "[personal]";

const redactField = (name: string, value: unknown): unknown => {
  if (value === null || value === undefined) return value;
  if (SECRET_NAME.test(name)) return REDACTED;
  return PERSONAL_NAME.test(name) && typeof value === "string" ? PERSONAL : redact(value);
};

/** Replaces secrets and personal values at every level. */
function redact(value: unknown): unknown {
  if (typeof value === "string") return value.replace(SECRET_VALUE, REDACTED);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(redact);
  if (value instanceof Date) return value;
  if (Buffer.isBuffer(value)) return REDACTED;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, redactField(name, child)]));
}
