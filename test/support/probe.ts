import { expect } from "chai";
import sinon from "sinon";
import { logger } from "../../src/logger.js";
import type { RouteEntry } from "../../src/middlewares/endpoint/routeEntries.js";
import { sql } from "./database.js";
import {
  assertDecent,
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

/** One hostile request to a route; `certain` = whatever the route is, it may not be accepted. */
export type Case = {
  label: string;
  certain: boolean;
  method?: string;
  path?: string;
  headers?: Headers;
  body?: string | Buffer;
};

/** Who cannot get in is stopped at the door whatever they bring: a few tries show it. */
const TRIES_AT_THE_DOOR = 4;
const getsIn = ({ security, permission }: RouteEntry, role: Role): boolean =>
  permission ? role === "admin" : role !== "guest" || security !== "required";

/** A test per route of the mount table; in none of them may anything be logged as an error. */
export function itStandsOn(casesOf: (route: RouteEntry) => Case[]): void {
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
      expect(errors, "logged as errors: the gate leaked").to.deep.equal([]);
    });
  }
}

/** Sends every case to the route in every role; refusals must leave every table as it was. */
async function probe(route: RouteEntry, cases: Case[]): Promise<void> {
  // No worker runs here; what waits for one (the mailbox, for a moment) need not.
  await sql("SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs");
  for (const role of ROLES) {
    const tried = getsIn(route, role) ? cases : cases.slice(0, TRIES_AT_THE_DOOR);
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
  expect(await rowCounts(), `${route.method} ${route.path}: refused requests left traces`).to.deep.equal(
    before,
  );
}

async function tryAll(route: RouteEntry, role: Role, cases: Case[]): Promise<void> {
  let own = await headersOf(role);
  let before = await rowCounts();
  for (const each of cases) {
    const { status } = await ask(route, role, own, each);
    if (status >= 400 || route.method === "get") continue;
    // It went through, and may have ended the session (logout) or the account.
    own = await headersOf(role);
    before = await rowCounts();
  }
  if (route.method === "get") expect(await rowCounts(), `${route.path}: a GET wrote`).to.deep.equal(before);
}

async function ask(route: RouteEntry, role: Role, own: Headers, { label, certain: _, ...given }: Case) {
  const method = given.method ?? route.method.toUpperCase();
  const path = given.path ?? pathOf(route);
  const answer = await send({ method, path, body: given.body, headers: { ...own, ...given.headers } });
  assertDecent(answer, nameOf(route, role, { label }), given.method ? undefined : route);
  return answer;
}

const nameOf = ({ method, path }: RouteEntry, role: Role, { label }: Pick<Case, "label">): string =>
  `${method.toUpperCase()} ${path} as ${role}, ${label}`;
