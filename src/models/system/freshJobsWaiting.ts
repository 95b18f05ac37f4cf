import { statement } from "../../database/statement.js";

/** A statement because the table is graphile-worker's. */
const findWaiting = statement<{ waiting: boolean }>(`
  SELECT EXISTS (
    SELECT FROM graphile_worker.jobs WHERE attempts <= 1 AND last_error IS NULL AND run_at <= now()
  ) AS waiting`);

/** Whether a job is due that has not been tried yet. */
export async function freshJobsWaiting(): Promise<boolean> {
  const [row] = await findWaiting();
  return row?.waiting ?? false;
}
