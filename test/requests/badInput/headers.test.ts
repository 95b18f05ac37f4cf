import type { RouteEntry } from "../../../src/middlewares/endpoint/routeEntries.js";
import { type Headers, json, pathOf, validBody } from "../../support/hostile.js";
import { type Case, testEveryRoute } from "../../support/probe.js";

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Headers that every route must refuse. */
const NEVER: [label: string, headers: Headers][] = [
  ["an empty Authorization", { authorization: "" }],
  ["a scheme without a token", { authorization: "Bearer" }],
  ["another scheme", { authorization: "Basic YTpi" }],
  ["a token of noise", { authorization: "Bearer ~~~" }],
  ["three dots", { authorization: "Bearer ..." }],
  ["a token whose parts are not JSON", { authorization: "Bearer YQ.YQ.YQ" }],
  [
    "a JWT whose payload is not JSON",
    { authorization: `Bearer ${encode({ alg: "HS256", typ: "JWT" })}.YQ.YQ` },
  ],
  ["a JWT whose header is null", { authorization: `Bearer ${encode(null)}.${encode(null)}.YQ` }],
  ["a token of 10 kB", { authorization: `Bearer ${"x".repeat(10_000)}` }],
];

/** Headers that a route may ignore. */
const MAYBE: [label: string, headers: Headers][] = [
  ["If-Match: stale", { "if-match": '"0"' }],
  ["If-Match: weak", { "if-match": 'W/"1"' }],
  ["If-Match: empty", { "if-match": "" }],
  ["If-Match: commas", { "if-match": ",,,," }],
  ["If-Match: unquoted", { "if-match": "abc" }],
  ["If-Match: 5 kB", { "if-match": `"${"x".repeat(5000)}"` }],
  ["If-None-Match: noise", { "if-none-match": 'W/W/"",*' }],
  ["X-Cart-Token: noise", { "x-cart-token": "' OR 1=1 --" }],
  ["X-Cart-Token: unknown", { "x-cart-token": "x".repeat(43) }],
  ["X-Order-Token: unknown", { "x-order-token": "x".repeat(43) }],
  ["Cookie: broken", { cookie: "cart_token=%E0%A4%A; ;;; =; a" }],
  ["Cookie: __proto__", { cookie: "__proto__=1; cart_token=" }],
  ["X-Request-Id: markup", { "x-request-id": "<script>alert(1)</script>" }],
  ["X-Request-Id: 5 kB", { "x-request-id": "x".repeat(5000) }],
  ["Accept: noise", { accept: ";;;,/,*" }],
  ["Accept: image", { accept: "image/png" }],
  ["User-Agent: latin-1, 5 kB", { "user-agent": "\u00e9".repeat(5000) }],
  ["X-Forwarded-For: noise", { "x-forwarded-for": "'; DROP TABLE users; --, 999.1.1.1" }],
  ["X-HTTP-Method-Override", { "x-http-method-override": "DELETE" }],
  ["Origin: unknown", { origin: "https://evil.example" }],
  ["Range", { range: "bytes=0-1" }],
  ["two cart tokens", { "x-cart-token": ["a".repeat(43), "b".repeat(43)] }],
];

/** A key has 1–255 visible ASCII characters. */
const BAD_KEYS: [label: string, key: string][] = [
  ["empty", ""],
  ["quotes around nothing", '""'],
  ["256 characters", "k".repeat(256)],
  ["5,000 characters", "k".repeat(5000)],
  ["latin-1", "cl\u00e9"],
  ["a tab", "a\tb"],
];

function cases(route: RouteEntry): Case[] {
  const body = validBody(route);
  const common = { path: pathOf(route), body };
  const own: Headers = body === undefined ? {} : json();
  // A route without `authenticate` ignores the header.
  const guarded = route.security !== "none";
  const keyed = route.method === "post" && route.idempotencyKey !== "none";
  return [
    ...NEVER.map(([label, headers]) => ({
      ...common,
      label,
      certain: guarded,
      headers: { ...own, ...headers },
    })),
    ...BAD_KEYS.map(([label, key]) => ({
      ...common,
      label: `Idempotency-Key: ${label}`,
      certain: keyed,
      headers: { ...own, "idempotency-key": key },
    })),
    ...MAYBE.map(([label, headers]) => ({
      ...common,
      label,
      certain: false,
      headers: { ...own, ...headers },
    })),
  ];
}

describe("Bad headers", () => {
  testEveryRoute(cases);
});
