import { onceCommitted } from "../../../database/transaction.js";

/** Changes by other processes are visible after this time; changes by this process are visible at once. */
const MILLISECONDS = 1000;
const MAX_ENTRIES = 500;

const entries = new Map<string, { until: number; answer: Promise<unknown> }>();

/**
 * Caches for a second counts that are expensive and the same for every caller; concurrent callers share one query.
 * Never use it for values that a price or a purchase depends on.
 */
export function oneSecondCache<T>(key: string, load: () => Promise<T>): Promise<T> {
  const now = performance.now();
  const entry = entries.get(key);
  if (entry && entry.until > now) return entry.answer as Promise<T>;
  if (entries.size >= MAX_ENTRIES) entries.delete(entries.keys().next().value as string);
  const answer = load();
  entries.delete(key);
  entries.set(key, { until: now + MILLISECONDS, answer });
  answer.catch(() => entries.delete(key));
  return answer;
}

/** Empties the cache after the open transaction, which changes the catalogue, commits. */
export const catalogChanged = (): void => onceCommitted(() => entries.clear());
