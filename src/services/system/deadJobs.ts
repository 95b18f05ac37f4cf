import { transaction } from "../../database/transaction.js";
import {
  type DeadJob,
  discardDeadJobs,
  findDeadJobs,
  retryDeadJobs,
} from "../../models/system/jobStatements.js";
import { type AuditActor, recordAudit } from "./recordAudit.js";

const MOST = 1000;

/** Jobs that have used up their attempts, the oldest first, a thousand at most. */
export const listDeadJobs = (): Promise<DeadJob[]> => findDeadJobs([MOST]);

/**
 * Lets dead jobs run again, at once and with all their attempts.
 * @returns the ids of those that were dead; others are left as they are
 */
export const retryJobs = (ids: string[], by: AuditActor): Promise<string[]> =>
  change(ids, by, "job.retried", retryDeadJobs);

/**
 * Deletes dead jobs: what they were to do is never done.
 * @returns the ids of those that were dead; others are left as they are
 */
export const discardJobs = (ids: string[], by: AuditActor): Promise<string[]> =>
  change(ids, by, "job.discarded", discardDeadJobs);

type Change = (values: unknown[]) => Promise<{ id: string }[]>;

function change(ids: string[], by: AuditActor, action: string, run: Change): Promise<string[]> {
  return transaction(async () => {
    const before = new Map((await listDeadJobs()).map((job) => [job.id, job]));
    const changed = (await run([ids])).map(({ id }) => id);
    for (const id of changed) {
      const { task, key, lastError } = before.get(id) ?? {};
      await recordAudit(by, { action, target: { type: "job", id }, before: { task, key, lastError } });
    }
    return changed;
  });
}
