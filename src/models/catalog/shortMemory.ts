import { onceCommitted } from "../../database/transaction.js";

/** What other processes change shows this much later; what this one changes shows at once. */
const MILLISECONDS = 1000;
const MAX_ENTRIES = 500;

const known = new Map<string, { until: number; answer: Promise<unknown> }>();

/**
 * Remembers for a second what is expensive to count and the same for everybody, and lets those who ask at the same
 * time share one answer. Nothing that a price or a purchase depends on goes through here.
 */
export function remember<T>(key: string, load: () => Promise<T>): Promise<T> {
  const now = performance.now();
  const entry = known.get(key);
  if (entry && entry.until > now) return entry.answer as Promise<T>;
  if (known.size >= MAX_ENTRIES) known.delete(known.keys().next().value as string);
  const answer = load();
  known.delete(key);
  known.set(key, { until: now + MILLISECONDS, answer });
  answer.catch(() => known.delete(key));
  return answer;
}

/** The catalogue is changing: what is remembered of it is forgotten once the change is committed. */
export const catalogChanged = (): void => onceCommitted(() => known.clear());
