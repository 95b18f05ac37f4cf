import { transaction } from "../../database/transaction.js";
import { discardDeadJobs, findDeadJobs, retryDeadJobs } from "../../models/system/deadJobs.js";
import { type AuditActor, recordAudit } from "./recordAudit.js";

const CHANGES = {
  retry: { run: retryDeadJobs, action: "job.retried" },
  discard: { run: discardDeadJobs, action: "job.discarded" },
};

/**
 * Retries dead jobs at once, with their attempts reset, or discards them. Ignores jobs that are not dead.
 * @returns the ids of the jobs that were dead
 */
export function changeDeadJobs(
  change: keyof typeof CHANGES,
  ids: string[],
  by: AuditActor,
): Promise<string[]> {
  const { run, action } = CHANGES[change];
  return transaction(async () => {
    const before = new Map((await findDeadJobs()).map((job) => [job.id, job]));
    const changed = (await run({ ids })).map(({ id }) => id);
    for (const id of changed) {
      const { task, key, lastError } = before.get(id) ?? {};
      await recordAudit(by, { action, target: { type: "job", id }, before: { task, key, lastError } });
    }
    return changed;
  });
}
