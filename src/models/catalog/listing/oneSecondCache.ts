import { onceCommitted } from "../../../database/transaction.js";

/** A change by another process shows after this time; a change by this process shows at once. */
const MILLISECONDS = 1000;
const MAX_ENTRIES = 500;

const entries = new Map<string, { until: number; answer: Promise<unknown> }>();

/**
 * Caches for a second what is expensive to count and the same for every caller; concurrent callers share one query.
 * Nothing that a price or a purchase depends on goes through here.
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

/** Empties the cache when the open transaction, which changes the catalogue, has committed. */
export const catalogChanged = (): void => onceCommitted(() => entries.clear());
