import { statement } from "../../database/statement.js";

/** At most this many per call. */
export const OVERDUE_BATCH = 1000;

/**
 * Adds an expirePayment job for each expired pending payment without one. Each job has its own back-off, so a payment
 * that cannot be ended does not delay others. The priority is lower than that of mails and webhooks, which are urgent. A
 * statement because it is set-based and conditional.
 */
export const enqueueOverdue = statement<{ id: string }>(`
  SELECT id::text FROM graphile_worker.add_jobs(ARRAY(
    SELECT ROW('expirePayment', json_build_object('paymentId', p.id), NULL, NULL, NULL, 'expirePayment:' || p.id, 10, NULL)
      ::graphile_worker.job_spec
    FROM payments p
    WHERE p.status = 'pending' AND p.expires_at <= now()
      AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = 'expirePayment:' || p.id)
    ORDER BY p.expires_at LIMIT ${OVERDUE_BATCH}))`);
