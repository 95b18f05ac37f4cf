import { expect } from "chai";
import { checkCredentials } from "../../src/services/identity/passwords/checkCredentials.js";
import { verifyAudit } from "../../src/services/system/verifyAudit.js";
import { api, expectProblem } from "../support/api.js";
import { sql } from "../support/database.js";
import { createRole } from "../support/factories/identity/staff.js";
import { enrol } from "../support/factories/identity/secondFactors.js";
import { mailsTo, newestCode } from "../support/mailbox.js";
import { createUser, demoteAdmins, logInAs, PASSWORD } from "../support/factories/identity/users.js";
import { cartwright } from "./cartwright.js";

const entryOf = async (id: string) => {
  const [row] = await sql("SELECT * FROM audit_log WHERE target_id = $1 ORDER BY id DESC LIMIT 1", [id]);
  return row ?? {};
};

describe("cartwright user:*", function () {
  this.timeout(60_000);

  it("user:role refuses an unknown account, an unknown role, and to demote the last administrator", async () => {
    expect(await cartwright(["user:role", "nobody", "admin"])).to.include({
      code: 1,
      stderr: "cartwright: no account has the login nobody\n",
    });
    const user = await createUser();
    const none = await cartwright(["user:role", user.email, "king"]);
    expect(none).to.include({ code: 1, stderr: "cartwright: role king does not exist\n" });
    await demoteAdmins();
    await user.update({ role: "admin" });
    const last = await cartwright(["user:role", user.email, "customer"]);
    expect(last.code).to.equal(2);
    expect(last.stderr).to.match(/last_admin/);
    expect((await user.reload()).role).to.equal("admin");
  });

  it("user:role assigns a role, by username in any case, and records it in the audit log", async () => {
    const user = await createUser();
    const { name } = await createRole(["orders:read"]);
    expect((await cartwright(["user:role", (user.username ?? "").toUpperCase(), name])).code).to.equal(0);
    expect((await user.reload()).role).to.equal(name);
    expect(await entryOf(user.id)).to.deep.include({
      action: "user.role.set",
      actor_type: "system",
      before: { role: "customer" },
      after: { role: name },
    });
  });

  it("user:sessions:end ends all sessions immediately", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    expect((await api.get("/api/v1/me", headers)).status).to.equal(200);
    expect((await cartwright(["user:sessions:end", user.email])).code).to.equal(0);
    expectProblem(await api.get("/api/v1/me", headers), 401, "invalid_token");
    expect(await entryOf(user.id)).to.include({ action: "user.sessions.ended", actor_type: "system" });
  });

  it("user:mfa:remove removes a lost second factor, ends all sessions, and mails a notice", async () => {
    const { user, headers } = await enrol();
    expect((await cartwright(["user:mfa:remove", user.email])).code).to.equal(0);
    expectProblem(await api.get("/api/v1/me", headers), 401, "invalid_token");
    const { status } = await api.post("/api/v1/auth/login", { login: user.email, password: PASSWORD });
    expect(status).to.equal(200);
    expect((await mailsTo(user.email)).at(-1)?.subject).to.match(/second factor .* was removed/);
    expect(
      await sql("SELECT FROM audit_log WHERE action = 'mfa.disabled' AND target_id = $1", [user.id]),
    ).to.have.length(1);
    const none = await cartwright(["user:mfa:remove", user.email]);
    expect(none).to.include({ code: 1, stderr: `cartwright: ${user.email} has no second factor\n` });
  });

  it("user:password refuses a weak password, sets a strong one, and ends all sessions", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    const set = (stdin: string) => cartwright(["user:password", user.email, "--password-stdin"], { stdin });
    for (const bad of ["short", "password1", user.email]) expect((await set(bad)).code, bad).to.equal(2);
    expect((await cartwright(["user:password", user.email])).stderr).to.match(/--password-stdin/);
    expect((await set("password1")).stderr).to.match(/password is one of the 10,000 most common/);
    await api.post("/api/v1/auth/forgot-password", { email: user.email });
    const code = await newestCode(user.email);
    const done = await set("a new and longer password\n");
    expect(done, done.stderr).to.include({ code: 0 });
    expect((await checkCredentials(user.email, "a new and longer password"))?.id).to.equal(user.id);
    expectProblem(await api.get("/api/v1/me", headers), 401, "invalid_token");
    const body = { email: user.email, code, password: "a password of an attacker" };
    expectProblem(await api.post("/api/v1/auth/reset-password", body), 400, "invalid_code");
    expect((await mailsTo(user.email)).at(-1)?.subject).to.match(/password .* was changed/);
    const entry = await entryOf(user.id);
    expect(entry).to.include({ action: "user.password.set" });
    expect(JSON.stringify(entry)).not.to.include("longer password");
  });
});

describe("cartwright audit:verify", function () {
  this.timeout(60_000);
  const superuser = async (statement: string) => {
    await sql("ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only_trigger");
    await sql(statement);
    await sql("ALTER TABLE audit_log ENABLE TRIGGER audit_log_append_only_trigger");
  };
  before(async () => {
    await superuser("TRUNCATE audit_log");
    const user = await createUser({ role: (await createRole([])).name });
    for (let n = 0; n < 2; n++) await cartwright(["user:sessions:end", user.email]);
  });
  after(() => superuser("TRUNCATE audit_log"));

  it("prints the head of an unaltered log, and compares it with an expected head", async () => {
    const { head } = await verifyAudit();
    expect(await cartwright(["audit:verify"])).to.include({
      code: 0,
      stdout: `2 entries are unaltered.\nhead ${head}\n`,
    });
    expect((await cartwright(["audit:verify", "--expect-head", head])).code).to.equal(0);
    const other = await cartwright(["audit:verify", "--expect-head", "f".repeat(64)]);
    expect(other.code).to.equal(1);
    expect(other.stderr).to.match(/its last entries were removed/);
    expect((await cartwright(["audit:verify", "--expect-head", "x"])).code).to.equal(2);
  });

  it("reports the first altered entry, and exits with 1", async () => {
    await superuser("UPDATE audit_log SET action = 'user.forgiven' WHERE id = 2");
    expect(await cartwright(["audit:verify"])).to.include({
      code: 1,
      stderr: "cartwright: entry 2 of the audit log was altered\n",
    });
  });
});
