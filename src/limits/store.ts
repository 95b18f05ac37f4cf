import type { Redis } from "ioredis";
import {
  type IRateLimiterStoreOptions,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
} from "rate-limiter-flexible";
import { config } from "../config.js";
import { runSql } from "../database/statement.js";
import { logger } from "../logger.js";

export type Limiter = RateLimiterMemory | RateLimiterPostgres | RateLimiterRedis;

/** A store that does not respond within PATIENCE_MS is not queried again for AWAY_MS. */
const PATIENCE_MS = 1000;
const AWAY_MS = 5000;
let awayUntil = 0;

type Query = { text: string; values: unknown[] };
type Rows = { rows: Record<string, unknown>[]; rowCount: number };

/** Prepares the statements: the library has only four. */
async function run({ text, values }: Query): Promise<Rows> {
  const rows = await runSql(text, values, { prepare: true });
  return { rows, rowCount: rows.length };
}

/**
 * Runs the queries of rate-limiter-flexible on Sequelize's pool. Never call it inside a transaction: a rollback would
 * undo the count.
 */
export const postgres = {
  run,
  async query(query: Query): Promise<Rows> {
    if (Date.now() < awayUntil) throw new Error("the rate limit store is unavailable");
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error("the rate limit store timed out")), PATIENCE_MS);
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

/** A client of Redis if REDIS_URL is set and ioredis is installed; otherwise null, which means PostgreSQL. */
async function connectRedis(url: string): Promise<Redis | null> {
  try {
    const { Redis: Client } = await import("ioredis");
    const client = new Client(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      connectTimeout: PATIENCE_MS,
      commandTimeout: PATIENCE_MS,
    });
    client.on("error", (error: Error) => logger.warn({ err: error }, "Redis is unavailable"));
    return client;
  } catch (error) {
    logger.error(
      { err: error },
      "REDIS_URL is set, but ioredis is not installed: rate limits are counted in PostgreSQL",
    );
    return null;
  }
}

/** A counter in the shared store, and one in memory for times when the store is unavailable. */
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
    // jobs/purgeRateLimits.ts deletes old rows.
    clearExpiredByTimeout: false,
  });
}

/** A counter of this process only. */
export const memoryLimiter = (keyPrefix: string, points: number, duration: number): Limiter =>
  new RateLimiterMemory({ keyPrefix, points, duration });

/** Resets the store's availability, and disconnects from Redis. */
export async function closeStore(): Promise<void> {
  awayUntil = 0;
  const client = await redis;
  redis = undefined;
  client?.disconnect();
}
