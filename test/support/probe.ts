import { expect } from "chai";
import sinon from "sinon";
import { logger } from "../../src/logger.js";
import type { RouteEntry } from "../../src/middlewares/endpoint/routeEntries.js";
import { sql } from "./database.js";
import {
  assertWellFormed,
  assertRefused,
  closeShop,
  headersOf,
  type Headers,
  openShop,
  pathOf,
  type Role,
  ROLES,
  routes,
  rowCounts,
  send,
} from "./hostile.js";

/** One invalid request to a route; `certain` = no route may accept it. */
export type Case = {
  label: string;
  certain: boolean;
  method?: string;
  path?: string;
  headers?: Headers;
  body?: string | Buffer;
};

/** A role without access is refused before validation, so a few cases suffice. */
const CASES_WITHOUT_ACCESS = 4;
const mayAccess = ({ security, permission }: RouteEntry, role: Role): boolean =>
  permission ? role === "admin" : role !== "guest" || security !== "required";

/** One test per route of the mount table; none may log an error. */
export function testEveryRoute(casesOf: (route: RouteEntry) => Case[]): void {
  let logged: sinon.SinonStub;
  before(openShop);
  before(() => void (logged = sinon.stub(logger, "error")));
  after(() => logged.restore());
  after(closeShop);

  for (const route of routes) {
    it(`${route.method.toUpperCase()} ${route.path}`, async function () {
      this.timeout(60_000);
      logged.resetHistory();
      await probe(route, casesOf(route));
      const errors = logged.args.map(([given]) => (given as { err?: Error }).err?.message);
      expect(errors, "logged as errors: validation accepted invalid input").to.deep.equal([]);
    });
  }
}

/** Sends every case to the route in every role; refusals must not change any table. */
async function probe(route: RouteEntry, cases: Case[]): Promise<void> {
  // No worker runs here: without waiting jobs, responses that wait for jobs (the mailbox) return immediately.
  await sql("SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs");
  for (const role of ROLES) {
    const tried = mayAccess(route, role) ? cases : cases.slice(0, CASES_WITHOUT_ACCESS);
    await refuseAll(
      route,
      role,
      tried.filter(({ certain }) => certain),
    );
    await tryAll(
      route,
      role,
      tried.filter(({ certain }) => !certain),
    );
  }
}

async function refuseAll(route: RouteEntry, role: Role, cases: Case[]): Promise<void> {
  const own = await headersOf(role);
  const before = await rowCounts();
  for (const each of cases) assertRefused(await ask(route, role, own, each), nameOf(route, role, each));
  expect(await rowCounts(), `${route.method} ${route.path}: refused requests changed tables`).to.deep.equal(
    before,
  );
}

async function tryAll(route: RouteEntry, role: Role, cases: Case[]): Promise<void> {
  let own = await headersOf(role);
  let before = await rowCounts();
  for (const each of cases) {
    const { status } = await ask(route, role, own, each);
    if (status >= 400 || route.method === "get") continue;
    // The accepted request may have ended the session (logout) or closed the account.
    own = await headersOf(role);
    before = await rowCounts();
  }
  if (route.method === "get")
    expect(await rowCounts(), `${route.path}: a GET changed tables`).to.deep.equal(before);
}

async function ask(route: RouteEntry, role: Role, own: Headers, { label, certain: _, ...given }: Case) {
  const method = given.method ?? route.method.toUpperCase();
  const path = given.path ?? pathOf(route);
  const answer = await send({ method, path, body: given.body, headers: { ...own, ...given.headers } });
  assertWellFormed(answer, nameOf(route, role, { label }), given.method ? undefined : route);
  return answer;
}

const nameOf = ({ method, path }: RouteEntry, role: Role, { label }: Pick<Case, "label">): string =>
  `${method.toUpperCase()} ${path} as ${role}, ${label}`;
