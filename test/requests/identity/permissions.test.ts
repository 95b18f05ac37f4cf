import { expect } from "chai";
import { PERMISSIONS } from "../../../src/models/identity/vocabulary.js";
import type { Headers } from "../../support/api.js";
import { apiKeyHeaders, staffHeaders } from "../../support/factories/identity/staff.js";
import { adminHeaders, customerHeaders } from "../../support/factories/identity/users.js";
import { closeShop, json, openShop, pathOf, routes, send, validBody } from "../../support/hostile.js";

const REFUSALS: Record<number, string> = { 401: "not_authenticated", 403: "not_allowed" };

describe("Every administrative route for every kind of caller", function () {
  this.timeout(60_000);
  const admin = routes.filter(({ path }) => /^\/api\/v1\/admin(\/|$)/.test(path));
  const staff = new Map<string, Headers>();
  const keys = new Map<string, Headers>();
  let callers: Record<"guest" | "customer" | "admin", Headers>;

  before(openShop);
  before(async () => {
    for (const permission of PERMISSIONS) {
      staff.set(permission, await staffHeaders([permission]));
      keys.set(permission, await apiKeyHeaders([permission]));
    }
    callers = { guest: {}, customer: await customerHeaders(), admin: await adminHeaders() };
  });
  after(closeShop);

  it("requires a login and one existing permission", () => {
    expect(admin.length).to.be.above(30);
    for (const { method, path, permission, security } of admin) {
      expect(permission, `${method} ${path} is open to everybody`).to.be.oneOf([...PERMISSIONS]);
      expect(security, `${method} ${path}`).to.equal("required");
    }
  });

  for (const route of admin) {
    it(`${route.method.toUpperCase()} ${route.path} needs ${route.permission}`, async () => {
      const body = validBody(route);
      const ask = async (headers: Headers) => {
        const answer = await send({
          method: route.method.toUpperCase(),
          path: pathOf(route),
          headers: { ...headers, ...(body === undefined ? {} : json()) },
          body,
        });
        const { code } = (answer.status >= 400 ? JSON.parse(answer.text) : {}) as { code?: string };
        return code !== undefined && REFUSALS[answer.status] === code ? answer.status : 200;
      };
      expect(await ask(callers.guest), "guest").to.equal(401);
      expect(await ask(callers.customer), "customer").to.equal(403);
      expect(await ask(callers.admin), "admin").to.equal(200);
      for (const permission of PERMISSIONS) {
        const expected = permission === route.permission ? 200 : 403;
        expect(await ask(staff.get(permission) ?? {}), `staff with ${permission}`).to.equal(expected);
        expect(await ask(keys.get(permission) ?? {}), `key with ${permission}`).to.equal(expected);
      }
    });
  }
});
