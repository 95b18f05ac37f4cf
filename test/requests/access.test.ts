import { expect } from "chai";
import type { RouteEntry } from "../../src/middlewares/endpoint/routeEntries.js";
import {
  assertWellFormed,
  closeShop,
  headersOf,
  json,
  openShop,
  operationOf,
  pathOf,
  type Role,
  ROLES,
  routes,
  send,
  validBody,
} from "../support/hostile.js";

/** The expected error by the route's declared middlewares; null if the request is allowed. */
function refusalFor({ security, permission }: RouteEntry, role: Role): 401 | 403 | null {
  if (role === "guest") return permission || security === "required" ? 401 : null;
  return permission && role !== "admin" ? 403 : null;
}

/** Whether the OpenAPI document allows a guest without credentials. */
const isPublic = (route: RouteEntry): boolean =>
  operationOf(route).security?.some((way) => Object.keys(way).length === 0) ?? true;

describe("Access to every route", function () {
  this.timeout(30_000);
  before(openShop);
  after(closeShop);

  for (const route of routes) {
    it(`${route.method.toUpperCase()} ${route.path} (${route.permission ?? route.security})`, async () => {
      for (const role of ROLES) {
        const body = validBody(route);
        const headers = { ...(await headersOf(role)), ...(body === undefined ? {} : json()) };
        const answer = await send({ method: route.method.toUpperCase(), path: pathOf(route), headers, body });
        assertWellFormed(answer, `${route.method} ${route.path} as ${role}`, route);
        const { status, text } = answer;
        const code = status >= 400 ? (JSON.parse(text) as { code: string }).code : "";
        const refusal = refusalFor(route, role);
        // A guest needs the token of the order; this request has none.
        if (role === "guest" && !isPublic(route) && !refusal) continue;
        if (refusal) expect([status, code], role).to.deep.equal([refusal, CODES[refusal]]);
        else expect(code, role).not.to.be.oneOf(Object.values(CODES));
      }
    });
  }

  it("refuses an invalid token even on routes open to guests", async () => {
    for (const route of routes.filter(({ security }) => security !== "none")) {
      const headers = { authorization: "Bearer expired" };
      const answer = await send({ method: route.method.toUpperCase(), path: pathOf(route), headers });
      expect([answer.status, answer.text], route.path).to.satisfy(
        ([status, text]: [number, string]) => status === 401 && text.includes('"invalid_token"'),
      );
      expect(answer.headers["www-authenticate"]).to.match(/^Bearer/);
    }
  });

  it("requires a login and a permission for every route under /admin", () => {
    const admin = routes.filter(({ path }) => path.startsWith("/api/v1/admin"));
    expect(admin.filter(({ permission }) => !permission)).to.deep.equal([]);
    expect(routes.filter(({ permission, security }) => permission && security !== "required")).to.deep.equal(
      [],
    );
  });
});

const CODES = { 401: "not_authenticated", 403: "not_allowed" };
