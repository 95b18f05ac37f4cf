import { expect } from "chai";
import { catalogWrites } from "../support/adminWrites/catalog.js";
import { identityWrites } from "../support/adminWrites/identity.js";
import { orderWrites } from "../support/adminWrites/orders.js";
import { type Headers, testOrigin } from "../support/api.js";
import { captureLog } from "../support/captureLog.js";
import { sql, withClient } from "../support/database.js";
import { adminHeaders } from "../support/factories/identity/users.js";
import { routes } from "../support/hostile.js";
import { shopperWrites, type ShopperWrite } from "../support/shopperWrites.js";

const ADMIN = "/api/v1/admin";
const adminWrites = { ...catalogWrites, ...orderWrites, ...identityWrites };
/** Needs an identity provider. */
const LEFT_OUT = ["POST /api/v1/me/identities"];

/** Puts the whole row into message, detail and hint of the error, as PostgreSQL's own errors contain values. */
const REFUSE = `
  CREATE FUNCTION refuse_row() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE this text := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    BEGIN RAISE EXCEPTION 'refused: %', this USING DETAIL = this, HINT = this, ERRCODE = 'P0001'; END $$`;
const TABLES = `SELECT tablename AS name FROM pg_tables
  WHERE schemaname = 'public' AND tablename NOT IN ('SequelizeMeta', 'rate_limits')`;

const admin = (query: string) =>
  withClient(String(process.env.DATABASE_URL), (client) => client.query(query));

/** The texts of a body, except short ones and words of the API. */
const textsIn = (value: unknown): string[] =>
  typeof value === "string"
    ? /^[a-z_]+(:[a-z]+)?$/.test(value) || value.length < 4
      ? []
      : [value]
    : Object.values((value as object | null) ?? {}).flatMap(textsIn);

async function send(method: string, path: string, { ids = [], body, headers }: ShopperWrite) {
  const url = `${testOrigin()}${ids.reduce((filled, id) => filled.replace(/\{\w+\}/, id), path)}`;
  return fetch(url, {
    method,
    headers: { ...headers, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}

describe("The log of a failed write", function () {
  this.timeout(60_000);
  const cases = new Map<string, ShopperWrite>();
  const names = routes
    .filter(({ method }) => method !== "get")
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`);

  before(async () => {
    const headers: Headers = await adminHeaders();
    for (const name of names) {
      const inAdmin = adminWrites[name.replace(` ${ADMIN}`, " ")];
      if (inAdmin) cases.set(name, { headers, ...(await inAdmin(headers)) });
      else if (shopperWrites[name]) cases.set(name, await shopperWrites[name]());
    }
    const tables = await sql<{ name: string }>(TABLES);
    const triggers = tables.map(
      ({ name }) =>
        `CREATE TRIGGER refuse BEFORE INSERT OR UPDATE OR DELETE ON ${name} FOR EACH ROW EXECUTE FUNCTION refuse_row()`,
    );
    await admin([REFUSE, ...triggers].join(";"));
  });
  after(() =>
    // The write of a status leaves an order with a reason that no view accepts.
    admin(
      "DROP FUNCTION refuse_row CASCADE; UPDATE orders SET held_reason = NULL WHERE held_reason = 'Paid twice'",
    ),
  );

  for (const name of names.filter((each) => !LEFT_OUT.includes(each))) {
    it(`contains no sent or stored values: ${name}`, async () => {
      const given = cases.get(name);
      if (!given) return expect.fail(`add a write for ${name} to test/support/shopperWrites.ts`);
      const [method = "", path = ""] = name.split(" ");
      const log = await captureLog(async () => {
        const answer = await send(method, path, given);
        expect(answer.status, await answer.text()).to.equal(500);
      });
      expect(log).to.match(/"code":"P0001"/);
      expect(log).not.to.match(
        /refused:|"(sql|parameters|instance|detail|hint|fields|parent|original)":|\$2[aby]\$/,
      );
      for (const text of textsIn(given.body)) expect(log).not.to.include(text);
    });
  }
});

describe("The log of a lock timeout", () => {
  it("contains neither the address, the name nor the password hash of a registration", async function () {
    this.timeout(20_000);
    const body = { email: "locked.out@example.com", password: "an unusual password", firstName: "Lockedout" };
    const log = await captureLog(() =>
      withClient(String(process.env.DATABASE_URL), async (holder) => {
        await holder.query("BEGIN; LOCK TABLE users IN SHARE MODE");
        const answer = await send("POST", "/api/v1/auth/register", { body });
        expect(answer.status).to.equal(503);
        await holder.query("ROLLBACK");
      }),
    );
    expect(log)
      .to.match(/"code":"55P03"/)
      .and.match(/canceling statement due to lock timeout/);
    expect(log).not.to.match(/locked\.out|unusual|Lockedout|\$2[aby]\$|"parameters"|"sql"/);
  });
});
