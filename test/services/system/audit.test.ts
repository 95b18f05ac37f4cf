import { expect } from "chai";
import { transaction } from "../../../src/database/transaction.js";
import { GENESIS, recordAudit, SYSTEM } from "../../../src/services/system/recordAudit.js";
import { verifyAudit } from "../../../src/services/system/verifyAudit.js";
import { sql } from "../../support/database.js";

const record = (after: object = {}) =>
  recordAudit(SYSTEM, { action: "test.happened", target: { type: "test", id: "1" }, after });

/** Changes entries as a superuser can, with the append-only trigger disabled. */
async function damage(statement: string): Promise<void> {
  await sql("ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only_trigger");
  await sql(statement);
  await sql("ALTER TABLE audit_log ENABLE TRIGGER audit_log_append_only_trigger");
}
const last = async () => {
  const [row] = await sql("SELECT * FROM audit_log ORDER BY id DESC LIMIT 1");
  return row ?? {};
};

describe("The audit log", () => {
  beforeEach(() => damage("TRUNCATE audit_log"));
  after(() => damage("TRUNCATE audit_log"));

  it("is append-only", async () => {
    await record();
    for (const statement of [
      "UPDATE audit_log SET action = 'other'",
      "DELETE FROM audit_log",
      "TRUNCATE audit_log",
      "DELETE FROM audit_log WHERE false",
    ])
      await sql(statement).then(
        () => expect.fail(`${statement} was accepted`),
        (error: Error) => expect(error.message).to.match(/append-only/),
      );
  });

  it("commits and rolls back with the change", async () => {
    const change = transaction(async () => {
      await record();
      throw new Error("rolled back");
    });
    await change.catch(() => undefined);
    expect(await verifyAudit()).to.deep.equal({ entries: 0, head: GENESIS, broken: null, holdsHead: null });
    await transaction(() => record());
    expect(await verifyAudit()).to.include({ entries: 1, broken: null });
  });

  it("chains entries of concurrent writers without a gap or a fork", async () => {
    await Promise.all(
      Array.from({ length: 40 }, () =>
        transaction(async () => void (await Promise.all([record(), record()]))),
      ),
    );
    expect(await verifyAudit()).to.include({ entries: 80, broken: null });
  });

  it("reads back exactly the values that it hashed", async () => {
    await record({
      numbers: [1.0, -0, 1e21, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, NaN],
      text: "ß 中 \u{1f600} \u2028 \0 \ud800 e\u0301",
      ["key \0 \udfff"]: { z: 1, a: [undefined, null, { b: [] }] },
      __proto__: { x: 1 },
      when: new Date("2026-01-01T00:00:00.120Z"),
      empty: {},
      left: undefined,
    });
    expect(await verifyAudit()).to.include({ entries: 1, broken: null });
  });

  it("redacts secrets and personal data at every depth", async () => {
    const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
    await record({
      password: "hunter2",
      deep: [
        { newPassword: "hunter2", refreshToken: "hunter2", inner: { totpSecret: Buffer.from("hunter2") } },
      ],
      note: `Bearer cw_live_0a1b2c3d_-x_-hunter2 and ${jwt}`,
      prefix: "cw_live_0a1b2c3d",
      code: "hunter2",
      postalCode: "12345",
      passwordHash: null,
      email: "ada@example.com",
      customer: { firstName: "Ada", phone: "+44 20", recipientEmail: null },
    });
    const { after } = (await last()) as { after: Record<string, unknown> };
    expect(JSON.stringify(after)).not.to.match(/hunter2|eyJ|ada@|Ada|44/);
    expect(after.customer).to.include({ firstName: "[personal]", recipientEmail: null });
    expect(after).to.include({ postalCode: "12345", passwordHash: null, password: "[redacted]" });
    expect(after.prefix, "identifies the key without being secret").to.equal("cw_live_0a1b2c3d");
  });

  for (const [what, statement, id, reason] of [
    ["an altered field", "UPDATE audit_log SET actor_id = 'x' WHERE id = 3", "3", "altered"],
    ["an altered value inside", `UPDATE audit_log SET after = '{"n": 9}' WHERE id = 2`, "2", "altered"],
    [
      "a moved time",
      "UPDATE audit_log SET recorded_at = recorded_at + interval '1 us' WHERE id = 4",
      "4",
      "altered",
    ],
    ["a removed row", "DELETE FROM audit_log WHERE id = 3", "3", "missing"],
    ["a removed beginning", "DELETE FROM audit_log WHERE id < 3", "1", "missing"],
  ] as const)
    it(`finds ${what}`, async () => {
      for (let n = 1; n <= 5; n++) await record({ n });
      expect(await verifyAudit()).to.include({ entries: 5, broken: null });
      await damage(statement);
      const { broken, entries } = await verifyAudit();
      expect(broken).to.deep.equal({ id, reason });
      expect(entries).to.equal(Number(id) - 1);
    });

  it("finds swapped rows", async () => {
    for (let n = 1; n <= 4; n++) await record({ n });
    await damage("UPDATE audit_log SET id = CASE id WHEN 2 THEN -3 ELSE -2 END WHERE id IN (2, 3)");
    await damage("UPDATE audit_log SET id = -id WHERE id < 0");
    expect((await verifyAudit()).broken).to.deep.equal({ id: "2", reason: "altered" });
  });

  it("finds a removed end only with a head kept elsewhere", async () => {
    for (let n = 1; n <= 3; n++) await record({ n });
    const { head } = await verifyAudit();
    await record();
    expect(await verifyAudit(head)).to.include({ broken: null, holdsHead: true });
    await damage("DELETE FROM audit_log WHERE id >= 3");
    expect(await verifyAudit()).to.include({ entries: 2, broken: null });
    expect(await verifyAudit(head)).to.include({ broken: null, holdsHead: false });
  });
});
