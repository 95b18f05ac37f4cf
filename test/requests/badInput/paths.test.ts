import { expect } from "chai";
import { z } from "zod";
import type { RouteEntry } from "../../../src/middlewares/endpoint/routeEntries.js";
import {
  assertWellFormed,
  json,
  NOBODY,
  operationOf,
  pathOf,
  send,
  validBody,
} from "../../support/hostile.js";
import { type Case, testEveryRoute } from "../../support/probe.js";

/** Values in place of an id; `certain`: the value is not a valid slug either. */
const SEGMENTS: [label: string, segment: string, certain: boolean][] = [
  ["an unknown id", NOBODY, false],
  ["an upper-case id", NOBODY.toUpperCase(), false],
  ["a nil id", "00000000-0000-0000-0000-000000000000", false],
  ["no id", "not-an-id", false],
  ["a number", "1", false],
  ["a NUL", "a%00b", true],
  ["broken percent-encoding", "%E0%A4%A", true],
  ["a lone percent", "%", true],
  ["a surrogate", "%ED%A0%80", true],
  ["overlong UTF-8", "%C0%AF", true],
  ["a path traversal", "..%2f..%2fetc%2fpasswd", false],
  ["quotes", "%27%20OR%201%3D1%20--", false],
  ["__proto__", "__proto__", false],
  // Twice in a path, this is still below Node's limit for the request line and headers.
  ["7 kB", "x".repeat(7000), true],
  ["an id and a newline", `${NOBODY}%0A`, true],
  ["emoji", "%F0%9F%9B%92", false],
];

const MALFORMED = ["a%00b=1", "surplus=%00", "surplus=%E0%A4%A", "%E0%A4%A=1", "__proto__=1"];
const UNKNOWN = [
  "surplus=1",
  "constructor=1",
  "toString=1",
  "=1",
  "surplus[]=1",
  "surplus[a][b]=1",
  `${"a=1&".repeat(2500)}a=1`,
];
/** Values for the documented parameters of a route. */
const VALUES: [label: string, value: string, certain: boolean][] = [
  ["a NUL", "a%00b", true],
  ["broken percent-encoding", "%E0%A4%A", true],
  ["a surrogate", "%ED%A0%80", true],
  ["empty", "", false],
  ["a word", "abc", false],
  ["-1", "-1", false],
  ["0", "0", false],
  ["1e3", "1e3", false],
  ["0x10", "0x10", false],
  ["1.5", "1.5", false],
  ["a space and 7", "+7", false],
  ["2^31", "2147483648", false],
  ["2^63", "9223372036854775808", false],
  ["99 nines", "9".repeat(99), false],
  ["NaN", "NaN", false],
  ["quotes", "%27%22%3B--", false],
  ["search operators", "%21%26%7C%28%29%3A%2A%3C-%3E", false],
  ["LIKE wildcards", "%25_%5C", false],
  ["5 kB", "x".repeat(5000), false],
  ["emoji", "%F0%9F%9B%92", false],
];

function pathCases(route: RouteEntry): Case[] {
  if (!route.path.includes("{")) return [];
  return SEGMENTS.map(([label, segment, certain]) => ({
    label,
    certain,
    ...withBody(route, pathOf(route, segment)),
  }));
}

function queryCases(route: RouteEntry): Case[] {
  const known = (operationOf(route).parameters ?? []).filter((parameter) => parameter.in === "query");
  const ask = (label: string, query: string, certain: boolean): Case => ({
    label,
    certain,
    ...withBody(route, `${pathOf(route)}?${query}`),
  });
  return [
    ...MALFORMED.map((query) => ask(`?${query.slice(0, 40)}`, query, route.kind !== null)),
    ...UNKNOWN.map((query) => ask(`?${query.slice(0, 40)}`, query, isClosed(route))),
    ...known.flatMap(({ name, schema }) => [
      ...VALUES.map(([label, value, certain]) => ask(`?${name}= ${label}`, `${name}=${value}`, certain)),
      ask(`${name} twice`, `${name}=1&${name}=2`, !JSON.stringify(schema).includes('"array"')),
      ask(`${name} as a list`, `${name}[]=1`, isClosed(route)),
    ]),
  ];
}

/** Whether a route refuses undocumented query parameters; the return page of a payment accepts those of providers. */
function isClosed({ kind, shape }: RouteEntry): boolean {
  if (!shape.query) return kind !== null;
  return z.toJSONSchema(shape.query, { io: "input", unrepresentable: "any" }).additionalProperties === false;
}

const withBody = (route: RouteEntry, path: string) => {
  const body = validBody(route);
  return { path, body, headers: body === undefined ? {} : json() };
};

describe("Bad paths and queries", () => {
  testEveryRoute((route) => [...pathCases(route), ...queryCases(route)]);

  it("returns 404 for unknown paths", async () => {
    for (const path of [
      "/nothing",
      "/api/v1/nothing",
      "/api/v2/me",
      "/api/v1//me",
      "/.env",
      "/api/v1/me/%2e%2e",
    ]) {
      const answer = await send({ method: "GET", path });
      assertWellFormed(answer, path);
      expect(answer.status, path).to.equal(404);
    }
    const long = await send({ method: "GET", path: `/${"x".repeat(10_000)}` });
    expect(long.status).to.equal(404);
  });
});
