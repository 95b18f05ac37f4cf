import { expect } from "chai";
import { api, expectProblem, type Headers } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { adminHeaders, createUser, customerHeaders } from "../../support/factories/identity/users.js";
import {
  apiKeyHeaders,
  createRole,
  makeKey,
  roleName,
  staffHeaders,
} from "../../support/factories/identity/staff.js";
import { secondsFromNow } from "../../../src/lib/clock.js";
import { ApiKey } from "../../../src/models/identity/ApiKey.js";

const KEYS = "/api/v1/admin/api-keys";

describe("/api/v1/admin/api-keys", () => {
  let admin: Headers;
  before(async () => (admin = await adminHeaders()));

  it("refuses guests, customers and staff without the permission, for any id", async () => {
    const { id } = await makeKey(["orders:read"], admin);
    const strangers = [await customerHeaders(), await staffHeaders(["roles:write", "users:write"])];
    for (const path of [KEYS, `${KEYS}/${id}`]) {
      expectProblem(await api.get(path), 401, "not_authenticated");
      for (const stranger of strangers) expectProblem(await api.get(path, stranger), 403, "not_allowed");
    }
    const reader = await staffHeaders(["api_keys:read"]);
    expectProblem(await api.patch(`${KEYS}/${id}`, { name: "mine" }, reader), 403, "not_allowed");
    expectProblem(await api.delete(`${KEYS}/${id}`, reader), 403, "not_allowed");
    expectProblem(await api.post(`${KEYS}/${id}/rotation`, {}, reader), 403, "not_allowed");
  });

  it("refuses unknown or no permissions, an expiry in the past, and server-managed fields", async () => {
    for (const body of [
      { name: "x", permissions: ["everything"] },
      { name: "x", permissions: [] },
      { name: "x", permissions: ["orders:read"], expiresAt: "2020-01-01T00:00:00Z" },
      { name: "x", permissions: ["orders:read"], secretHash: "0" },
    ])
      expectProblem(await api.post(KEYS, body, admin), 400, "validation_failed");
  });

  it("returns the secret once, and stores only its hash", async () => {
    const made = await makeKey(["orders:read"], admin);
    expect(made.secret).to.match(/^cw_live_[0-9a-f]{8}_[\w-]{43}$/);
    const shown = await api.get(`${KEYS}/${made.id}`, admin);
    const list = await api.get(KEYS, admin);
    for (const { text } of [shown, list]) expect(text).not.to.include(made.secret).and.not.to.match(/hash/i);
    const [row] = await sql("SELECT * FROM api_keys WHERE id = $1", [made.id]);
    expect(JSON.stringify(row)).not.to.include(made.secret.slice(17));
    const log = await sql("SELECT * FROM audit_log WHERE target_id = $1", [made.id]);
    expect(log).to.have.length(1);
    expect(JSON.stringify(log)).not.to.include(made.secret.slice(17));
  });

  it("grants only its permissions, is refused on personal routes, and has its own audit history", async () => {
    const key = await apiKeyHeaders(["orders:read"], admin);
    expect((await api.get("/api/v1/admin/orders", key)).status).to.equal(200);
    expectProblem(await api.get("/api/v1/admin/products", key), 403, "not_allowed");
    expectProblem(await api.get("/api/v1/me", key), 403, "not_allowed");
    expectProblem(await api.get("/api/v1/orders", key), 403, "not_allowed");
    expectProblem(await api.post("/api/v1/auth/logout-all", undefined, key), 403, "not_allowed");
  });

  const open = (secret: string) => api.get("/api/v1/admin/orders", { authorization: `Bearer ${secret}` });

  it("refuses a wrong key", async () => {
    const { secret } = await makeKey(["orders:read"], admin);
    const changed = `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`;
    for (const wrong of [changed, "cw_live_", "cw_' OR 1=1 --"])
      expectProblem(await open(wrong), 401, "invalid_token");
  });

  it("refuses a revoked key", async () => {
    const { id, secret } = await makeKey(["orders:read"], admin);
    expect((await open(secret)).status).to.equal(200);
    expect((await api.delete(`${KEYS}/${id}`, admin)).status).to.equal(204);
    expectProblem(await open(secret), 401, "invalid_token");
  });

  it("refuses an expired key", async () => {
    const { id, secret } = await makeKey(["orders:read"], admin);
    await ApiKey.update({ expiresAt: new Date() }, { where: { id } });
    expectProblem(await open(secret), 401, "invalid_token");
  });

  it("records its last use without a new version", async () => {
    const { id, secret } = await makeKey(["orders:read"], admin);
    const before = await api.get(`${KEYS}/${id}`, admin);
    expect(before.body.lastUsedAt).to.equal(null);
    await api.get("/api/v1/admin/orders", { authorization: `Bearer ${secret}` });
    const after = await api.get(`${KEYS}/${id}`, admin);
    expect(after.body.lastUsedAt).to.be.a("string");
    expect(after.headers.etag).to.equal(before.headers.etag);
    await api.get("/api/v1/admin/orders", { authorization: `Bearer ${secret}` });
    expect((await api.get(`${KEYS}/${id}`, admin)).body.lastUsedAt).to.equal(after.body.lastUsedAt);
  });

  it("never has more permissions than the caller who creates, changes or rotates it", async () => {
    const weak = await apiKeyHeaders(["api_keys:write", "orders:read"], admin);
    const staff = await staffHeaders(["api_keys:write", "orders:read"]);
    const strong = await makeKey(["orders:write"], admin);
    for (const actor of [weak, staff]) {
      const ask = { name: "more", permissions: ["orders:write"] };
      expectProblem(await api.post(KEYS, ask, actor), 403, "permission_not_held");
      expectProblem(await api.post(`${KEYS}/${strong.id}/rotation`, {}, actor), 403, "permission_not_held");
      expectProblem(
        await api.patch(`${KEYS}/${strong.id}`, { permissions: ["orders:read"] }, actor),
        403,
        "permission_not_held",
      );
      const own = await makeKey(["orders:read"], actor);
      expectProblem(await api.patch(`${KEYS}/${own.id}`, ask, actor), 403, "permission_not_held");
    }
    expectProblem(await api.delete(`${KEYS}/${strong.id}`, weak), 403, "permission_not_held");
    const unfit = await apiKeyHeaders(["orders:read"], admin);
    const same = { name: "same", permissions: ["orders:read"] };
    expectProblem(await api.post(KEYS, same, unfit), 403, "not_allowed");
  });

  it("creates and rotates no key that expires later than itself", async () => {
    const permissions = ["api_keys:write", "orders:read"];
    const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
    const lent = await api.post(KEYS, { name: "lent", permissions, expiresAt: day(1) }, admin);
    const key = { authorization: `Bearer ${lent.body.secret}` };
    const ask = (expiresAt?: string | null) =>
      api.post(KEYS, { name: "next", permissions: ["orders:read"], expiresAt }, key);
    expectProblem(await ask(null), 403, "permission_not_held");
    expectProblem(await ask(day(2)), 403, "permission_not_held");
    expect((await ask()).body.expiresAt).to.equal(lent.body.expiresAt);
    expect((await ask(day(0.5))).status).to.equal(201);
    const lasting = await makeKey(["orders:read"], admin);
    expectProblem(await api.post(`${KEYS}/${lasting.id}/rotation`, {}, key), 403, "permission_not_held");
    const own = await api.post(`${KEYS}/${lent.body.id}/rotation`, {}, key);
    expect(own.body.expiresAt).to.equal(lent.body.expiresAt);
    const patch = { permissions: ["orders:read", "api_keys:write"] };
    expectProblem(await api.patch(`${KEYS}/${lasting.id}`, patch, key), 403, "permission_not_held");
    // The old secret, still valid in the overlap, cannot replace the new one.
    await ApiKey.update({ expiresAt: secondsFromNow(3600) }, { where: { id: lent.body.id } });
    expectProblem(await api.post(`${KEYS}/${own.body.id}/rotation`, {}, key), 403, "permission_not_held");
  });

  it("creates, changes and assigns no role if it has an expiry", async () => {
    const permissions = ["roles:write", "users:write", "orders:read"];
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const lent = await api.post(KEYS, { name: "lent", permissions, expiresAt }, admin);
    const key = { authorization: `Bearer ${lent.body.secret}` };
    const role = await createRole(["orders:read"]);
    const user = await createUser();
    const made = { name: roleName(), permissions: ["orders:read"] };
    expectProblem(await api.post("/api/v1/admin/roles", made, key), 403, "permission_not_held");
    const wider = await api.patch(`/api/v1/admin/roles/${role.name}`, { permissions: [] }, key);
    expectProblem(wider, 403, "permission_not_held");
    const given = await api.put(`/api/v1/admin/users/${user.id}/role`, { role: role.name }, key);
    expectProblem(given, 403, "permission_not_held");
  });

  it("cannot be changed once revoked, and accepts no expiry that cannot be stored", async () => {
    const { id } = await makeKey(["orders:read"], admin);
    await api.delete(`${KEYS}/${id}`, admin);
    expectProblem(await api.patch(`${KEYS}/${id}`, { name: "again" }, admin), 409, "api_key_ended");
    const body = { name: "x", permissions: ["orders:read"], expiresAt: "9999-12-31T23:59:59-14:00" };
    expectProblem(await api.post(KEYS, body, admin), 400, "validation_failed");
  });

  it("rotates with an overlap, and without one", async () => {
    const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
    const old = await makeKey(["orders:read"], admin);
    expectProblem(
      await api.post(`${KEYS}/${old.id}/rotation`, { overlapHours: 169 }, admin),
      400,
      "validation_failed",
    );
    const { status, body: next } = await api.post(`${KEYS}/${old.id}/rotation`, {}, admin);
    expect(status).to.equal(201);
    expect(next).to.include({ rotatedFrom: old.id, name: old.name, expiresAt: null });
    expect(next.permissions).to.deep.equal(["orders:read"]);
    for (const { secret } of [old, next])
      expect((await api.get("/api/v1/admin/orders", bearer(secret))).status).to.equal(200);
    const { body: shown } = await api.get(`${KEYS}/${old.id}`, admin);
    expect(Date.parse(shown.expiresAt) - Date.now()).to.be.within(23.9 * 3_600_000, 24.1 * 3_600_000);

    const { body: last } = await api.post(`${KEYS}/${next.id}/rotation`, { overlapHours: 0 }, admin);
    expectProblem(await api.get("/api/v1/admin/orders", bearer(next.secret)), 401, "invalid_token");
    expect((await api.get("/api/v1/admin/orders", bearer(last.secret))).status).to.equal(200);
    expectProblem(await api.post(`${KEYS}/${next.id}/rotation`, {}, admin), 409, "api_key_ended");
  });

  it("refuses a write against an older version", async () => {
    const { id } = await makeKey(["orders:read"], admin);
    const { headers } = await api.get(`${KEYS}/${id}`, admin);
    expect((await api.patch(`${KEYS}/${id}`, { name: "renamed" }, admin)).body.name).to.equal("renamed");
    const stale = { ...admin, "if-match": headers.etag as string };
    expectProblem(await api.patch(`${KEYS}/${id}`, { name: "again" }, stale), 412, "stale_version");
  });
});
