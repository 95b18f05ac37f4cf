import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { api, expectProblem, type Headers } from "../../support/api.js";
import { apiKeyHeaders, makeKey, roleName, staffHeaders } from "../../support/factories/identity/staff.js";
import { adminHeaders, createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { routes } from "../../support/hostile.js";
import { ageRefreshes } from "../../support/factories/identity/sessions.js";

type Entry = { action: string; actor: { type: string; id: string | null }; before: unknown; after: unknown };
const LOG = "/api/v1/admin/audit-log";

describe("GET /api/v1/admin/audit-log", () => {
  let admin: Headers;
  let adminId: string;
  before(async () => {
    const user = await createUser({ role: "admin" });
    adminId = user.id;
    admin = await logInAs(user);
  });
  const entries = async (query: string): Promise<Entry[]> =>
    (await api.get(`${LOG}?${query}`, admin)).body.data;
  const actions = async (target: string) => (await entries(`target=${target}`)).map(({ action }) => action);

  it("requires audit:read", async () => {
    expectProblem(await api.get(LOG), 401, "not_authenticated");
    expectProblem(await api.get(LOG, await staffHeaders(["roles:write"])), 403, "not_allowed");
    expect((await api.get(LOG, await staffHeaders(["audit:read"]))).status).to.equal(200);
  });

  it("refuses an invalid time", async () => {
    expectProblem(await api.get(`${LOG}?from=yesterday`, admin), 400, "validation_failed");
  });

  it("refuses a period that ends before it starts", async () => {
    const reversed = `${LOG}?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z`;
    expectProblem(await api.get(reversed, admin), 400, "validation_failed");
  });

  it("has a unique action name for every write that requires a permission", () => {
    const writes = routes.filter(({ method, permission }) => permission && method !== "get");
    expect(writes.length).to.be.above(15);
    const names = writes.map(({ audit }) => (typeof audit === "string" ? audit : audit?.action));
    expect(names).not.to.include(undefined);
    expect(new Set(names).size, "each has a name of its own").to.equal(names.length);
  });

  it("records the actor, the action, the target, the values before and after, and the address", async () => {
    const name = roleName();
    await api.post("/api/v1/admin/roles", { name, permissions: ["orders:read"] }, admin);
    const requestId = `test-${randomUUID()}`;
    const change = { permissions: ["orders:write"] };
    await api.patch(`/api/v1/admin/roles/${name}`, change, { ...admin, "x-request-id": requestId });
    expectProblem(
      await api.patch(`/api/v1/admin/roles/${name}`, { name: 1 }, admin),
      400,
      "validation_failed",
    );
    await api.delete(`/api/v1/admin/roles/${name}`, admin);
    const found = await entries(`target=${name}`);
    expect(found.map(({ action }) => action)).to.deep.equal(["role.deleted", "role.updated", "role.created"]);
    expect(found[1]).to.deep.include({
      actor: { type: "user", id: adminId },
      target: { type: "role", id: name },
      before: { permissions: ["orders:read"] },
      after: change,
      requestId,
    });
    expect((found[1] as unknown as { ip: string }).ip).to.match(/127\.0\.0\.1/);
  });

  it("records catalogue, stock and category writes automatically", async () => {
    const body = { title: `Audited ${randomUUID()}`, price: { amount: 100, currency: "USD" }, onHand: 1 };
    const made = await api.post("/api/v1/admin/products", body, admin);
    expect(made.status, made.text).to.equal(201);
    const { id, variants } = made.body as { id: string; variants: { id: string }[] };
    await api.patch(`/api/v1/admin/products/${id}`, { title: "Renamed" }, admin);
    await api.patch(`/api/v1/admin/inventory/${variants[0]?.id}`, { onHand: 5 }, admin);
    expect(await actions(id)).to.deep.equal(["product.updated", "product.created"]);
    const [change] = await entries(`target=${id}`);
    expect(change).to.deep.include({ before: { title: body.title }, after: { title: "Renamed" } });
    const [stock] = await entries(`target=${variants[0]?.id}&action=inventory.updated`);
    expect(stock).to.deep.include({ before: { onHand: 1 }, after: { onHand: 5 } });
  });

  it("names the key that acted, and filters by it", async () => {
    const { id, secret } = await makeKey(["categories:write"], admin);
    const key = { authorization: `Bearer ${secret}` };
    await api.post("/api/v1/admin/categories", { name: `Made by a key ${randomUUID()}` }, key);
    const found = await entries(`actor=${id}`);
    expect(found.map(({ action, actor }) => [action, actor.type])).to.deep.equal([
      ["category.created", "api_key"],
    ]);
    expect(await actions(id)).to.deep.equal(["api_key.created"]);
    expect(await entries(`actor=${id}&action=role.*`)).to.deep.equal([]);
    expect(await entries(`actor=${id}&action=category.*`)).to.have.length(1);
    expect(await entries(`actor=${id}&to=2020-01-01T00:00:00Z`)).to.deep.equal([]);
    expect(await entries(`actor=${id}&from=2020-01-01T00:00:00Z`)).to.have.length(1);
  });

  it("records a request repeated with its Idempotency-Key once", async () => {
    const headers = {
      ...(await apiKeyHeaders(["categories:write"], admin)),
      "idempotency-key": randomUUID(),
    };
    const name = `Once ${randomUUID()}`;
    const first = await api.post("/api/v1/admin/categories", { name }, headers);
    const again = await api.post("/api/v1/admin/categories", { name }, headers);
    expect(again.body).to.deep.equal(first.body);
    expect(again.headers["idempotent-replayed"]).to.equal("true");
    expect(await actions(first.body.id)).to.deep.equal(["category.created"]);
  });

  it("records registration, login, failure, logout and the reuse of a refresh token", async () => {
    const email = `${randomUUID()}@example.com`;
    const registered = await api.post("/api/v1/auth/register", { email, password: PASSWORD });
    const id = registered.body.user.id as string;
    expectProblem(
      await api.post("/api/v1/auth/login", { login: email, password: "wrong horse battery" }),
      401,
      "invalid_credentials",
    );
    const session = await api.post("/api/v1/auth/login", { login: email, password: PASSWORD });
    expect(session.status, session.text).to.equal(200);
    const { refreshToken } = session.body as { refreshToken: string };
    const bearer = { authorization: `Bearer ${session.body.accessToken}` };
    await api.post("/api/v1/auth/refresh", { refreshToken });
    await ageRefreshes(id, 60);
    expectProblem(await api.post("/api/v1/auth/refresh", { refreshToken }), 401, "refresh_token_reused");
    await api.post("/api/v1/auth/logout", undefined, {
      authorization: `Bearer ${registered.body.accessToken}`,
    });
    expectProblem(await api.get("/api/v1/me", bearer), 401, "invalid_token");
    expect(await actions(id)).to.deep.equal([
      "user.logged_out",
      "user.refresh_token_reused",
      "user.logged_in",
      "user.login_failed",
      "user.registered",
    ]);
    const text = JSON.stringify(await entries(`target=${id}`));
    expect(text).not.to.include(PASSWORD).and.not.to.include(refreshToken).and.not.to.include("wrong horse");
  });

  it("does not store an unknown login: it may be a password", async () => {
    const login = "oops-my-password";
    await api.post("/api/v1/auth/login", { login, password: "x" });
    expect(JSON.stringify(await entries("action=user.login_failed&limit=5"))).not.to.include(login);
  });

  it("supports page and cursor pagination", async () => {
    const first = (await api.get(`${LOG}?limit=2`, await adminHeaders())).body;
    expect(first.meta).to.include({ limit: 2, page: 1 });
    const cursor = (await api.get(`${LOG}?limit=2&cursor=`, admin)).body;
    const next = (await api.get(`${LOG}?limit=2&cursor=${cursor.meta.nextCursor}`, admin)).body;
    expect(Number(next.data[0].id)).to.equal(Number(cursor.data[1].id) - 1);
  });
});
