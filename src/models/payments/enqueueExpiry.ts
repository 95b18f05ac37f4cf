import { statement } from "../../database/statement.js";

/**
 * Adds a job for each payment to end its session at once. A statement because jobs have no model, and because it is
 * set-based.
 */
export const enqueueExpiry = statement<never, { paymentIds: string[] }>(`
  SELECT FROM graphile_worker.add_jobs(ARRAY(
    SELECT ROW('expirePayment', json_build_object('paymentId', id), NULL, NULL, NULL, 'expirePayment:' || id, NULL, NULL)
      ::graphile_worker.job_spec
    FROM unnest(:paymentIds::uuid[]) AS id))`);
