import { findDeadJobs } from "../models/system/deadJobs.js";
import { changeDeadJobs } from "../services/system/changeDeadJobs.js";
import { SYSTEM } from "../services/system/recordAudit.js";
import { Complaint, EXIT } from "./complaint.js";
import { openDatabase } from "./openDatabase.js";

/** `cartwright jobs:dead`, documented in main.ts. */
export const runJobsDead = ({ json }: { json?: true }): Promise<void> =>
  withDatabase(async () => {
    const jobs = await findDeadJobs();
    if (json) return console.log(JSON.stringify(jobs, null, 2));
    for (const { id, task, key, attempts, failedAt, lastError } of jobs)
      console.log(
        `${id}  ${failedAt.toISOString()}  ${key ?? task}  ${attempts} attempts  ${lastError ?? ""}`,
      );
    if (jobs.length === 0) console.log("There are no dead jobs.");
  });

/** `cartwright jobs:retry`. */
export const runJobsRetry = (ids: string[], options: Choice): Promise<void> =>
  forEach(ids, options, "retry", "will be retried");

/** `cartwright jobs:discard`. */
export const runJobsDiscard = (ids: string[], options: Choice): Promise<void> =>
  forEach(ids, options, "discard", "discarded");

type Choice = { all?: true };

async function forEach(
  ids: string[],
  { all }: Choice,
  change: "retry" | "discard",
  done: string,
): Promise<void> {
  if (all ? ids.length > 0 : ids.length === 0) throw new Complaint("give the ids of the jobs, or use --all");
  const odd = ids.find((id) => !/^\d{1,18}$/.test(id));
  if (odd !== undefined) throw new Complaint(`${odd} is not a job id; use the numbers that jobs:dead prints`);
  await withDatabase(async () => {
    const wanted = all ? (await findDeadJobs()).map(({ id }) => id) : ids;
    const changed = await changeDeadJobs(change, wanted, SYSTEM);
    console.log(`${changed.length} ${changed.length === 1 ? "job" : "jobs"} ${done}.`);
    const others = wanted.filter((id) => !changed.includes(id));
    if (others.length > 0) throw new Complaint(`these are not dead jobs: ${others.join(", ")}`, EXIT.refused);
  });
}

async function withDatabase(work: () => Promise<void>): Promise<void> {
  const database = await openDatabase();
  try {
    await work();
  } finally {
    await database.close();
  }
}
