import { statement } from "../../database/statement.js";

/** A statement because the table belongs to graphile-worker. */
const findWaiting = statement<{ waiting: boolean }>(`
  SELECT EXISTS (
    SELECT FROM graphile_worker.jobs WHERE attempts <= 1 AND last_error IS NULL AND run_at <= now()
  ) AS waiting`);

/** Whether a due job has not been attempted yet. */
export async function freshJobsWaiting(): Promise<boolean> {
  const [row] = await findWaiting();
  return row?.waiting ?? false;
}
