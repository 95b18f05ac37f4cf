import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { sql } from "../support/database.js";
import { jobsAbout } from "../support/jobs.js";
import { cartwright } from "./cartwright.js";

/** A job without attempts left. */
async function deadJob(): Promise<{ id: string; about: string }> {
  const about = randomUUID();
  const [job] = await sql<{ id: string }>(
    `SELECT id::text FROM graphile_worker.add_job('expirePayment', json_build_object('paymentId', $1::uuid),
       job_key => 'expirePayment:' || $1::uuid)`,
    [about],
  );
  const id = job?.id ?? "";
  await sql("SELECT graphile_worker.permanently_fail_jobs(ARRAY[$1::bigint], 'provider_unavailable')", [id]);
  return { id, about };
}

describe("cartwright jobs:*", function () {
  this.timeout(60_000);
  after(() => sql("SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs"));

  it("jobs:dead lists only jobs without attempts left", async () => {
    const { id, about } = await deadJob();
    const waiting = randomUUID();
    await sql(
      "SELECT graphile_worker.add_job('purgeCarts', '{}', job_key => $1, run_at => now() + interval '1 day')",
      [waiting],
    );
    const { code, stdout } = await cartwright(["jobs:dead"]);
    expect(code).to.equal(0);
    expect(stdout).to.match(new RegExp(`^${id}  .*expirePayment:${about}.*provider_unavailable$`, "m"));
    expect(stdout).not.to.contain(waiting);
    const listed = JSON.parse((await cartwright(["jobs:dead", "--json"])).stdout) as { id: string }[];
    expect(listed.map((job) => job.id)).to.include(id);
  });

  it("jobs:retry resets the attempts of a dead job, and reports ids that are not dead jobs", async () => {
    const { id, about } = await deadJob();
    expect(await cartwright(["jobs:retry", id])).to.include({
      code: 0,
      stdout: "1 job will be retried.\n",
    });
    expect((await jobsAbout(about))[0]).to.include({ attempts: 0 });
    const again = await cartwright(["jobs:retry", id]);
    expect(again.code).to.equal(1);
    expect(again.stderr).to.contain(`these are not dead jobs: ${id}`);
    const [entry] = await sql("SELECT action FROM audit_log WHERE target_type = 'job' AND target_id = $1", [
      id,
    ]);
    expect(entry).to.deep.equal({ action: "job.retried" });
    await sql("SELECT graphile_worker.complete_jobs(ARRAY[$1::bigint])", [id]);
  });

  it("jobs:discard deletes a dead job", async () => {
    const { id, about } = await deadJob();
    expect((await cartwright(["jobs:discard", id])).code).to.equal(0);
    expect(await jobsAbout(about)).to.deep.equal([]);
  });

  it("refuse wrong usage: no ids, ids with --all, an id that is not a number", async () => {
    for (const args of [["jobs:retry"], ["jobs:discard", "1", "--all"], ["jobs:retry", "one"]])
      expect((await cartwright(args)).code, args.join(" ")).to.equal(2);
  });
});
