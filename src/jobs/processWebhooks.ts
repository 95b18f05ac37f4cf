import { statement } from "../database/statement.js";
import { errorLine } from "../lib/describeError.js";
import { logger } from "../lib/logger.js";
import { settlePayment } from "../services/payments/settlePayment.js";

type Received = { id: string; paymentId: string | null; attempts: number };

/** The attempt is counted when it begins, so that an event that kills the process is not retried at once for ever. */
const take = statement<Received>(`
  UPDATE webhook_events w SET attempts = w.attempts + 1
  FROM (
    SELECT id FROM webhook_events
    WHERE processed_at IS NULL AND received_at + least(attempts * attempts, 3600) * interval '1 second' <= now()
    ORDER BY received_at FOR UPDATE SKIP LOCKED LIMIT 1
  ) next
  WHERE w.id = next.id
  RETURNING w.id, w.attempts, (
    SELECT p.id FROM payments p WHERE p.provider = w.provider AND p.provider_session_id = w.provider_session_id
  ) AS "paymentId"`);
const finish = statement("UPDATE webhook_events SET processed_at = now(), last_error = NULL WHERE id = $1");
const fail = statement("UPDATE webhook_events SET last_error = $2 WHERE id = $1");

/**
 * Works through the inbox. A notice only says which session to look at: the provider is asked what is true, so notices
 * may come twice, late or out of order. One about a session that is not ours is kept as processed.
 */
export async function processWebhooks(): Promise<number> {
  let processed = 0;
  for (let [event] = await take(); event; [event] = await take()) {
    try {
      if (event.paymentId) await settlePayment(event.paymentId);
      await finish([event.id]);
      processed += 1;
    } catch (error) {
      logger.error(
        { err: error, webhookEvent: event.id },
        "a webhook could not be processed; it will be tried again",
      );
      await fail([event.id, errorLine(error).slice(0, 500)]);
    }
  }
  return processed;
}
