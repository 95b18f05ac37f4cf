import { expect } from "chai";
import { PERMISSIONS } from "../../../src/models/identity/vocabulary.js";
import { User } from "../../../src/models/identity/User.js";
import { api, expectProblem, type Headers } from "../../support/api.js";
import { apiKeyHeaders, createRole, roleName, staffHeaders } from "../../support/factories/identity/staff.js";
import { adminHeaders, createUser, demoteAdmins, logInAs } from "../../support/factories/identity/users.js";

const ROLES = "/api/v1/admin/roles";
const roleOf = (id: string) => `/api/v1/admin/users/${id}/role`;

describe("/api/v1/admin/roles", () => {
  let admin: Headers;
  before(async () => (admin = await adminHeaders()));

  it("refuses invalid names, unknown permissions and server-managed fields", async () => {
    for (const body of [
      { name: "Admin", permissions: [] },
      { name: "packers", permissions: ["everything"] },
      { name: "packers", permissions: [], builtIn: true },
    ])
      expectProblem(await api.post(ROLES, body, admin), 400, "validation_failed");
    expectProblem(await api.get(`${ROLES}/nobody`, admin), 404, "not_found");
    expectProblem(await api.post(ROLES, { name: "admin", permissions: [] }, admin), 409, "role_taken");
  });

  it("does not change built-in roles", async () => {
    for (const name of ["admin", "customer"]) {
      expectProblem(await api.patch(`${ROLES}/${name}`, { permissions: [] }, admin), 409, "role_built_in");
      expectProblem(await api.delete(`${ROLES}/${name}`, admin), 409, "role_built_in");
    }
  });

  it("creates, shows, changes and deletes a role", async () => {
    const name = roleName();
    const made = await api.post(ROLES, { name, permissions: ["orders:write", "orders:read"] }, admin);
    expect(made.status).to.equal(201);
    expect(made.headers.location).to.equal(`${ROLES}/${name}`);
    expect(made.body).to.deep.include({ name, builtIn: false, permissions: ["orders:read", "orders:write"] });
    const changed = await api.patch(`${ROLES}/${name}`, { description: "Packs" }, admin);
    expect(changed.body.description).to.equal("Packs");
    const stale = { ...admin, "if-match": made.headers.etag as string };
    expectProblem(await api.patch(`${ROLES}/${name}`, { permissions: [] }, stale), 412, "stale_version");
    const names: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const { body } = await api.get(`${ROLES}?limit=100&cursor=${cursor}`, admin);
      names.push(...(body.data as { name: string }[]).map((role) => role.name));
      cursor = body.meta.nextCursor as string | null;
    }
    expect(names.slice(0, 2), "the built-in ones first").to.deep.equal(["admin", "customer"]);
    expect(names).to.include(name);
    expect((await api.delete(`${ROLES}/${name}`, admin)).status).to.equal(204);
  });

  it("does not delete an assigned role", async () => {
    const { name } = await createRole(["orders:read"]);
    await createUser({ role: name });
    expectProblem(await api.delete(`${ROLES}/${name}`, admin), 409, "role_in_use");
  });

  it("prevents callers from granting, changing or revoking permissions that they do not hold", async () => {
    const actors = [
      await staffHeaders(["roles:write", "orders:read"]),
      await apiKeyHeaders(["roles:write", "orders:read"]),
    ];
    for (const actor of actors) {
      const more = { name: roleName(), permissions: ["orders:write", "orders:read"] };
      const answer = await api.post(ROLES, more, actor);
      expectProblem(answer, 403, "permission_not_held");
      expect(answer.body.missing).to.deep.equal(["orders:write"]);
      const strong = await createRole(["orders:write"]);
      const change = { permissions: ["orders:read"] };
      expectProblem(await api.patch(`${ROLES}/${strong.name}`, change, actor), 403, "permission_not_held");
      expectProblem(await api.delete(`${ROLES}/${strong.name}`, actor), 403, "permission_not_held");
      const weak = await createRole(["orders:read"]);
      expectProblem(
        await api.patch(`${ROLES}/${weak.name}`, { permissions: [...PERMISSIONS] }, actor),
        403,
        "permission_not_held",
      );
      expect((await api.patch(`${ROLES}/${weak.name}`, { permissions: [] }, actor)).status).to.equal(200);
    }
  });

  it("takes effect on the next request, and appears in /me", async () => {
    const role = await createRole(["orders:read"]);
    const clerk = await logInAs(await createUser({ role: role.name }));
    expect((await api.get("/api/v1/me", clerk)).body.permissions).to.deep.equal(["orders:read"]);
    expect((await api.get("/api/v1/admin/orders", clerk)).status).to.equal(200);
    await api.patch(`${ROLES}/${role.name}`, { permissions: ["inventory:read"] }, admin);
    expectProblem(await api.get("/api/v1/admin/orders", clerk), 403, "not_allowed");
    expect((await api.get("/api/v1/me", clerk)).body.permissions).to.deep.equal(["inventory:read"]);
  });
});

describe("PUT /api/v1/admin/users/:id/role", () => {
  let admin: Headers;
  before(async () => (admin = await adminHeaders()));

  it("does not assign a role to a closed account", async () => {
    const gone = await createUser({ anonymizedAt: new Date() });
    const response = await api.put(
      `/api/v1/admin/users/${gone.id}/role`,
      { role: "admin" },
      await adminHeaders(),
    );
    expectProblem(response, 404, "not_found");
  });

  it("refuses callers without the permission, unknown roles and unknown users", async () => {
    const { id } = await createUser();
    expectProblem(await api.put(roleOf(id), { role: "admin" }), 401, "not_authenticated");
    expectProblem(
      await api.put(roleOf(id), { role: "admin" }, await staffHeaders(["roles:write"])),
      403,
      "not_allowed",
    );
    expectProblem(await api.put(roleOf(id), { role: "nobody" }, admin), 400, "validation_failed");
    const nobody = "0192b6a0-0000-7000-8000-000000000000";
    expectProblem(await api.put(roleOf(nobody), { role: "customer" }, admin), 404, "not_found");
  });

  it("prevents callers from granting more than they hold, and from demoting a user with more permissions", async () => {
    const strong = await createRole(["users:write", "orders:write"]);
    const weak = await createRole(["users:write"]);
    const self = await createUser({ role: weak.name });
    for (const actor of [await logInAs(self), await apiKeyHeaders(["users:write"])]) {
      const boss = await createUser({ role: strong.name });
      const chief = await createUser({ role: "admin" });
      const set = (id: string, role: string) => api.put(roleOf(id), { role }, actor);
      expectProblem(await set(self.id, strong.name), 403, "permission_not_held");
      expectProblem(await set(self.id, "admin"), 403, "permission_not_held");
      expectProblem(await set(boss.id, "customer"), 403, "permission_not_held");
      expectProblem(await set(chief.id, "customer"), 403, "permission_not_held");
      expect((await set((await createUser()).id, weak.name)).body.role).to.equal(weak.name);
    }
  });

  it("lets only administrators appoint administrators, whatever permissions others hold", async () => {
    const { id } = await createUser();
    for (const actor of [await staffHeaders([...PERMISSIONS]), await apiKeyHeaders([...PERMISSIONS])])
      expectProblem(await api.put(roleOf(id), { role: "admin" }, actor), 403, "permission_not_held");
    const made = await api.put(roleOf(id), { role: "admin" }, admin);
    expect(made.body.permissions).to.deep.equal([...PERMISSIONS]);
    await api.put(roleOf(id), { role: "customer" }, admin);
  });

  it("keeps one of two administrators who demote each other at once", async () => {
    await demoteAdmins();
    const two = [await createUser({ role: "admin" }), await createUser({ role: "admin" })];
    const [a = {}, b = {}] = await Promise.all(two.map(logInAs));
    const [first, second] = two.map(({ id }) => id);
    // Each demotes the other; the second one has been demoted by then, or is the last one.
    const answers = await Promise.all([
      api.put(roleOf(second ?? ""), { role: "customer" }, a),
      api.put(roleOf(first ?? ""), { role: "customer" }, b),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).to.have.length(1);
    expect(await User.count({ where: { role: "admin" } })).to.equal(1);
    const last = await User.findOne({ where: { role: "admin" }, rejectOnEmpty: true });
    admin = await logInAs(last);
    expectProblem(await api.put(roleOf(last.id), { role: "customer" }, admin), 409, "last_admin");
  });
});

describe("GET /api/v1/admin/customers and /users/:id", () => {
  it("finds users by part of a name or address, taken literally, in pages", async () => {
    const admin = await adminHeaders();
    const mark = roleName().slice(2, 12);
    const people = await Promise.all(
      ["a", "b", "c"].map((name) => createUser({ email: `${mark}_${name}@example.com` })),
    );
    const find = (query: string) => api.get(`/api/v1/admin/customers?${query}`, admin);
    expect((await find(`q=${mark}`)).body.meta.total).to.equal(3);
    expect((await find(`q=${mark}%25`)).body.data).to.deep.equal([]);
    const first = (await find(`q=${mark}&limit=2&cursor=`)).body;
    const rest = (await find(`q=${mark}&limit=2&cursor=${first.meta.nextCursor}`)).body;
    const ids = [...first.data, ...rest.data].map(({ id }: { id: string }) => id);
    expect(ids).to.have.members(people.map(({ id }) => id));
    const shown = await api.get(`/api/v1/admin/users/${people[0]?.id}`, admin);
    expect(shown.text).not.to.match(/hash|totp/i);
    expect(shown.headers.etag).to.be.a("string");
  });
});
