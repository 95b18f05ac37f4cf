import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Response } from "supertest";
import { verifyAudit } from "../../../src/services/system/verifyAudit.js";
import { catalogWrites } from "../../support/adminWrites/catalog.js";
import { identityWrites } from "../../support/adminWrites/identity.js";
import { orderWrites } from "../../support/adminWrites/orders.js";
import { shirt, sizes } from "../../support/adminWrites/shirts.js";
import { usd, type Write, type Writes } from "../../support/adminWrites/write.js";
import { api, expectProblem, type Headers } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { bodySchemaOf, NOBODY, resolve, routes } from "../../support/hostile.js";

const ADMIN = "/api/v1/admin";
type Method = "post" | "put" | "patch" | "delete";
type Entry = Record<"id" | "action" | "ip" | "requestId", string> &
  Record<"actor" | "target", { type: string; id: string }> &
  Record<"before" | "after", Record<string, unknown> | null>;

/** The expected audit entries; a new route needs a line in one of these tables. */
const writes: Writes = { ...catalogWrites, ...orderWrites, ...identityWrites };

describe("Every write of the administration", () => {
  let admin: Headers;
  let adminId: string;
  before(async () => {
    const user = await createUser({ role: "admin" });
    adminId = user.id;
    admin = await logInAs(user);
  });

  /** The entries that `work` creates, the oldest first. */
  async function entriesOf(work: () => Promise<unknown>): Promise<Entry[]> {
    const [{ last } = { last: 0 }] = await sql<{ last: number }>(
      "SELECT coalesce(max(id), 0)::int AS last FROM audit_log",
    );
    await work();
    const { data } = (await api.get(`${ADMIN}/audit-log?limit=10`, admin)).body as { data: Entry[] };
    return data.filter(({ id }) => Number(id) > last).reverse();
  }
  const send = (method: string, path: string, body: object | undefined, headers: Headers) =>
    method === "delete"
      ? api.delete(`${ADMIN}${path}`, headers)
      : api[method as Exclude<Method, "delete">](`${ADMIN}${path}`, body, headers);
  const fill = (path: string, ids: string[] = []): string =>
    ids.reduce((filled, id) => filled.replace(/\{\w+\}/, id), path);

  const expectValues = (said: Entry["after"], expected: object | undefined) =>
    expected ? expect(said).to.containSubset(expected) : expect(said).to.equal(null);

  async function refuse(method: string, path: string, { ids, body, refusal }: Write): Promise<void> {
    const stale = { headers: { "if-match": '"stale"' }, status: 412, code: "stale_version" };
    const unknown = { ids: [NOBODY], status: 404, code: "not_found" };
    const wrong = { ids, body, headers: {}, ...(refusal ?? (method === "post" ? unknown : stale)) };
    const answer = await send(method, fill(path, wrong.ids), wrong.body, { ...admin, ...wrong.headers });
    expectProblem(answer, wrong.status, wrong.code);
  }

  const routesHere = routes.filter(({ path, method }) => path.startsWith(`${ADMIN}/`) && method !== "get");
  for (const route of routesHere) {
    const { method } = route;
    const path = route.path.slice(ADMIN.length);
    const name = `${method.toUpperCase()} ${path}`;

    it(`${name} leaves one entry, and none when it is refused`, async () => {
      const write = await writes[name]?.(admin);
      if (!write)
        return expect.fail(`say in test/support/adminWrites what ${name} is to leave in the audit log`);
      expect(await entriesOf(() => refuse(method, path, write)), "refused").to.deep.equal([]);

      const requestId = `test-${randomUUID()}`;
      const headers = { ...admin, "x-request-id": requestId };
      let answer!: Response;
      const found = await entriesOf(async () => {
        answer = await send(method, fill(path, write.ids), write.body, headers);
      });
      expect(answer.status, answer.text).to.be.within(200, 204);
      expect(found).to.have.length(1);
      const [entry] = found as [Entry];
      const { action, target } = write;
      const made = answer.body as { id: string; secret?: string };
      expect(entry).to.deep.include({ action, requestId, actor: { type: "user", id: adminId } });
      expect(entry.target).to.deep.equal({ type: target[0], id: target[1] ?? made.id });
      expect(entry.ip).to.match(/127\.0\.0\.1$/);
      const after = typeof write.after === "function" ? write.after(made) : write.after;
      expectValues(entry.before, write.before);
      expectValues(entry.after, after);
      const text = JSON.stringify(entry);
      for (const secret of [PASSWORD, made.secret ?? PASSWORD, "eyJ"]) expect(text).not.to.include(secret);

      if (method !== "patch") return;
      // `variants` is the other form of a product; see below.
      const { properties = {} } = resolve(bodySchemaOf(route) ?? {});
      const known = Object.keys(properties).filter((field) => field !== "variants");
      expect(write.body, "changes all that it can").to.have.all.keys(known);
      expect(entry.before, "says what each of it was").to.have.all.keys(known);
    });
  }

  it("records the earlier values of a product's variants, options and pictures", async () => {
    const { product, s, m } = await sizes();
    const body = { variants: [{ id: s, price: usd(950) }], options: [{ name: "Size", values: ["S"] }] };
    const [entry] = await entriesOf(() => api.patch(`${ADMIN}/products/${product.id}`, body, admin));
    expect(entry).to.containSubset({
      before: {
        variants: [
          { id: s, price: usd(900), imageUrl: null },
          { id: m, price: usd(1100), imageUrl: "/m.jpg" },
        ],
        options: [{ name: "Size", values: ["S", "M"] }],
      },
      after: body,
    });
  });

  it("is found by its target, whatever the case of the id in the request", async () => {
    const { id } = await shirt();
    const [entry] = await entriesOf(() =>
      api.patch(`${ADMIN}/products/${id.toUpperCase()}`, { title: "Coat" }, admin),
    );
    expect(entry).to.deep.include({ target: { type: "product", id }, before: { title: "Shirt" } });
  });

  it("is in one of the tables, which name no unknown write", () => {
    const names = routesHere.map(({ method, path }) => `${method.toUpperCase()} ${path.slice(ADMIN.length)}`);
    expect(Object.keys(writes).sort()).to.deep.equal(names.sort());
  });

  it("keeps the hash chain intact", async () => expect((await verifyAudit()).broken).to.equal(null));
});
