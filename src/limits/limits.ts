import { createHmac } from "node:crypto";
import { RateLimiterRes } from "rate-limiter-flexible";
import { config } from "../config.js";
import { type AppError } from "../errors/defineError.js";
import { RateLimited } from "../errors/system.js";
import { networkOf } from "./network.js";
import { type Limit, type LimitName, LIMITS } from "./table.js";
import { slowDown } from "./slowDown.js";
import { closeStore, type Limiter, memoryLimiter, sharedLimiter } from "./store.js";

/** RATE_LIMITS, as a value that tests can change. */
export const limits = { enabled: config.rateLimits };

/** The subject that an attempt counts against. `identity`: an account's id, or a normalised name without an account. */
export type Subject = { ip: string; identity?: string | undefined; account?: string | undefined };

/** The state of a limit after an attempt. `reset` is in seconds. */
export type Standing = {
  name: string;
  points: number;
  seconds: number;
  remaining: number;
  reset: number;
};

/** How long a user's device stays trusted after a login from its address. setTimeout supports at most 24 days. */
const KNOWN_SECONDS = 20 * 86_400;

const limiters = new Map<string, Promise<Limiter>>();

function limiterOf(name: string, { points, seconds, memory }: Omit<Limit, "by">): Promise<Limiter> {
  const made =
    limiters.get(name) ??
    (memory ? Promise.resolve(memoryLimiter(name, points, seconds)) : sharedLimiter(name, points, seconds));
  limiters.set(name, made);
  return made;
}

const known = (): Promise<Limiter> => limiterOf("known", { points: 1, seconds: KNOWN_SECONDS });

/** Addresses and names are stored as keyed hashes: the table of counters does not reveal the customers. */
const keyed = (...parts: string[]): string =>
  createHmac("sha256", config.rateLimitSecret).update(parts.join("\n")).digest("base64url").slice(0, 32);

function keyOf(by: Limit["by"], { ip, identity, account }: Subject): string | null {
  const network = networkOf(ip);
  if (by === "ip") return keyed(network);
  if (by === "account") return account === undefined ? null : keyed(account);
  if (identity === undefined) return null;
  return by === "pair" ? keyed(network, identity) : keyed(identity);
}

/**
 * Counts an attempt on each limit of the policy in turn, until one refuses. Call it before comparing any secret.
 * @returns the state of the limits that clients may see
 * @throws RateLimited
 */
export async function consume(policy: LimitName, subject: Subject): Promise<Standing[]> {
  if (!limits.enabled) return [];
  const standings: Standing[] = [];
  for (const limit of (LIMITS[policy] as readonly Limit[]).map(sized)) {
    const key = keyOf(limit.by, subject);
    if (key === null) continue;
    const standing = await consumeOne(policy, limit, key, subject);
    // It would reveal attempts of others on the same account.
    if (limit.by !== "identity") standings.push(standing);
  }
  return standings;
}

/** On a developer's machine every client has the same address: load tests and test suites must not be limited. */
const DEVELOPMENT_FACTOR = 1000;
const sized = (limit: Limit): Limit =>
  limit.by === "ip" && config.env === "development"
    ? { ...limit, points: limit.points * DEVELOPMENT_FACTOR }
    : limit;

async function consumeOne(policy: LimitName, limit: Limit, key: string, subject: Subject): Promise<Standing> {
  const { by, points, seconds } = limit;
  const name = `${policy}-${by}`;
  const limiter = await limiterOf(name, limit);
  const outcome = await limiter.consume(key).catch((refused: unknown) => {
    if (refused instanceof RateLimiterRes) return refused;
    throw refused;
  });
  const reset = Math.max(1, Math.ceil(outcome.msBeforeNext / 1000));
  const standing = { name, points, seconds, remaining: outcome.remainingPoints, reset };
  const excess = outcome.consumedPoints - points;
  if (excess <= 0) return standing;
  if (limit.sparesKnown && (await isKnown(subject))) return standing;
  if (!limit.slows) throw refusal(by === "identity" ? [] : [standing], reset);
  await slowDown(key, excess);
  return standing;
}

/** @param retryAfter seconds */
export const refusal = (standings: Standing[], retryAfter: number): AppError =>
  new RateLimited({ headers: { "Retry-After": String(retryAfter), ...limitHeaders(standings) } });

/** draft-ietf-httpapi-ratelimit-headers-10: the quota, its window, the remainder and the seconds until it resets. */
export function limitHeaders(standings: Standing[]): Record<string, string> {
  if (standings.length === 0) return {};
  const list = (item: (standing: Standing) => string) => standings.map(item).join(", ");
  return {
    "RateLimit-Policy": list(({ name, points, seconds }) => `"${name}";q=${points};w=${seconds}`),
    RateLimit: list(({ name, remaining, reset }) => `"${name}";r=${remaining};t=${reset}`),
  };
}

/**
 * Refunds the point of a success, and resets the counter of its pair. The address keeps its other failures, so that an
 * attacker gains nothing by logging in with their own account between guesses.
 */
export async function refund(policy: LimitName, subject: Subject): Promise<void> {
  if (!limits.enabled) return;
  for (const limit of (LIMITS[policy] as readonly Limit[]).map(sized)) {
    const key = limit.failures && keyOf(limit.by, subject);
    if (!key) continue;
    const limiter = await limiterOf(`${policy}-${limit.by}`, limit);
    if (limit.by === "pair" || limit.by === "account") await limiter.delete(key);
    else await limiter.reward(key);
  }
}

/** Trusts this address for this identity after a login: attempts from other addresses no longer limit it. */
export async function trustDevice(subject: Subject): Promise<void> {
  const key = keyOf("pair", subject);
  if (limits.enabled && key !== null) await (await known()).set(key, 1, KNOWN_SECONDS);
}

async function isKnown(subject: Subject): Promise<boolean> {
  const key = keyOf("pair", subject);
  return key !== null && (await (await known()).get(key)) !== null;
}

/** Deletes the counters in memory and closes the store's connection. */
export async function resetLimits(): Promise<void> {
  limiters.clear();
  await closeStore();
}
