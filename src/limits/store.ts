import type { Redis } from "ioredis";
import {
  type IRateLimiterStoreOptions,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
} from "rate-limiter-flexible";
import { config } from "../config.js";
import { positional } from "../database/statement.js";
import { logger } from "../logger.js";

export type Limiter = RateLimiterMemory | RateLimiterPostgres | RateLimiterRedis;

/** A store that does not answer in time is away; for a while after, nobody waits for it again. */
const PATIENCE_MS = 1000;
const AWAY_MS = 5000;
let awayUntil = 0;

type Query = { text: string; values: unknown[] };
type Rows = { rows: Record<string, unknown>[]; rowCount: number };
const statements = new Map<string, ReturnType<typeof positional>>();

async function run({ text, values }: Query): Promise<Rows> {
  // eslint-disable-next-line no-restricted-syntax -- the texts are the library's own, four of them
  const prepared = statements.get(text) ?? positional(text);
  statements.set(text, prepared);
  const rows = await prepared(values);
  return { rows, rowCount: rows.length };
}

/**
 * What rate-limiter-flexible asks goes over Sequelize's own pool, in statements of ours. Never call it inside a
 * transaction: what was counted must stay counted when that one rolls back.
 */
export const postgres = {
  run,
  async query(query: Query): Promise<Rows> {
    if (Date.now() < awayUntil) throw new Error("the store of the rate limits is away");
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error("the store of the rate limits is late")), PATIENCE_MS);
    });
    try {
      return await Promise.race([postgres.run(query), late]);
    } catch (error) {
      awayUntil = Date.now() + AWAY_MS;
      logger.warn({ err: error }, "rate limits are counted in memory");
      throw error;
    } finally {
      clearTimeout(timer);
    }
  },
};

let redis: Promise<Redis | null> | undefined;

/** Redis where REDIS_URL says so and its client is installed; else null, which means PostgreSQL. */
async function connectRedis(url: string): Promise<Redis | null> {
  try {
    const { Redis: Client } = await import("ioredis");
    const client = new Client(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      connectTimeout: PATIENCE_MS,
      commandTimeout: PATIENCE_MS,
    });
    client.on("error", (error: Error) => logger.warn({ err: error }, "Redis is away"));
    return client;
  } catch (error) {
    logger.error(
      { err: error },
      "REDIS_URL is set, but ioredis is not installed: limits count in PostgreSQL",
    );
    return null;
  }
}

/** A counter in the shared store, with one in memory for the time that the store is away. */
export async function sharedLimiter(
  keyPrefix: string,
  points: number,
  duration: number,
  url = config.redisUrl,
): Promise<Limiter> {
  const client = url === undefined ? null : await (redis ??= connectRedis(url));
  const options = { keyPrefix, points, duration };
  const shared: IRateLimiterStoreOptions = {
    ...options,
    storeClient: client ?? postgres,
    insuranceLimiter: new RateLimiterMemory(options),
  };
  if (client) return new RateLimiterRedis(shared);
  return new RateLimiterPostgres({
    ...shared,
    storeType: "client",
    tableName: "rate_limits",
    tableCreated: true,
    // Old rows are taken out by jobs/purgeRateLimits.ts.
    clearExpiredByTimeout: false,
  });
}

/** A counter of this process alone. */
export const memoryLimiter = (keyPrefix: string, points: number, duration: number): Limiter =>
  new RateLimiterMemory({ keyPrefix, points, duration });

/** Forgets that the store was away, and lets Redis go. */
export async function closeStore(): Promise<void> {
  awayUntil = 0;
  const client = await redis;
  redis = undefined;
  client?.disconnect();
}
