import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect } from "chai";
import type { RouteEntry } from "../../../src/middlewares/endpoint/routeEntries.js";
import {
  bodySchemaOf,
  json,
  operationOf,
  resolve,
  routes,
  soundBody,
  validBody,
} from "../../support/hostile.js";
import { type Case, testEveryRoute } from "../../support/probe.js";
import { flaws, sample } from "../../support/schemaSamples.js";

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));
const nested = "[".repeat(5000) + "]".repeat(5000);
const bomb = JSON.stringify({ note: "0".repeat(2_000_000) });

/** Bodies that every route must refuse. */
const NEVER: [label: string, body: string | Buffer, headers?: Record<string, string>][] = [
  ["null", "null"],
  ["a list", "[]"],
  ["a list of an object", "[{}]"],
  ["a string", '"x"'],
  ["a number", "1"],
  ["true", "true"],
  ["white space", "  \n"],
  ["cut off", '{"email": "a@b'],
  ["two values", "{}{}"],
  ["not JSON", "{'a': 1}"],
  ["a comment", "{} // really"],
  ["__proto__", '{"__proto__": {"role": "admin"}}'],
  ["a deep __proto__", '{"a": {"__proto__": []}}'],
  ["constructor", '{"constructor": {"prototype": {"role": "admin"}}}'],
  ["a NUL", '{"a": "x\\u0000y"}'],
  ["a NUL in a key", '{"x\\u0000y": 1}'],
  ["a lone surrogate", '{"a": "\\ud800"}'],
  ["invalid UTF-8", bytes('{"a": "', [0xff, 0xfe, 0xc0, 0x80], '"}')],
  ["a surrogate in UTF-8", bytes('{"a": "', [0xed, 0xa0, 0x80], '"}')],
  ["10 kB of nested lists", nested],
  ["nested lists in a field", `{"a": ${nested}}`],
  ["300 kB", JSON.stringify({ a: "x".repeat(300_000) })],
  ["text/plain", "{}", { "content-type": "text/plain" }],
  ["no content type", "{}", { "content-type": "" }],
  ["XML", "<a/>", { "content-type": "application/xml" }],
  ["multipart", "--x--", { "content-type": "multipart/form-data; boundary=x" }],
  ["JSON in name only", "{}", { "content-type": "application/jsonp" }],
  ["utf-16", Buffer.from("{}", "utf16le"), { "content-type": "application/json; charset=utf-16" }],
  ["latin-1", "{}", { "content-type": "application/json; charset=iso-8859-1" }],
  ["a gzip bomb", gzipSync(bomb), { "content-encoding": "gzip" }],
  ["a brotli bomb", brotliCompressSync(bomb), { "content-encoding": "br" }],
  ["invalid gzip", "{}", { "content-encoding": "gzip" }],
  ["an unknown encoding", "{}", { "content-encoding": "rot13" }],
  ["two encodings", gzipSync(gzipSync("{}")), { "content-encoding": "gzip, gzip" }],
];

/** Bodies that a route without required fields may accept. */
const MAYBE: [label: string, body: string | Buffer | undefined, headers?: Record<string, string>][] = [
  ["no body", undefined],
  ["an empty body", ""],
  ["an empty object", "{}"],
  ["a byte order mark", "\ufeff{}"],
  ["a form", "a=1", { "content-type": "application/x-www-form-urlencoded" }],
];

function rawBodies(route: RouteEntry): Case[] {
  const types = Object.keys(operationOf(route).requestBody?.content ?? {});
  const foreign = (headers?: Record<string, string>) => !types.includes(headers?.["content-type"] ?? "");
  return [
    ...NEVER.map(([label, body, headers]) => ({
      label,
      body,
      certain: route.kind !== null && foreign(headers),
      headers: json(headers),
    })),
    ...MAYBE.map(([label, body, headers]) => ({ label, body, certain: false, headers: json(headers) })),
  ];
}

/** Valid bodies with one fault each. */
function brokenBodies(route: RouteEntry): Case[] {
  const schema = bodySchemaOf(route);
  if (!schema) return [];
  const valid = soundBody(route);
  const text = JSON.stringify(valid);
  const cases = [...flaws(schema, valid, resolve)].map(({ label, body, certain }) => ({
    label,
    certain,
    headers: json(),
    body: JSON.stringify(body),
  }));
  // JSON.stringify cannot write this number; JSON.parse reads it as Infinity.
  if (/:\d+[,}]/.test(text))
    cases.push({
      label: "1e400",
      certain: true,
      headers: json(),
      body: text.replace(/:\d+(?=[,}])/g, ":1e400"),
    });
  const required = JSON.stringify(sample(schema, resolve, false));
  return [
    ...cases,
    { label: "the required fields alone", certain: false, headers: json(), body: required },
    {
      label: "gzipped",
      certain: false,
      headers: json({ "content-encoding": "gzip" }),
      body: gzipSync(text),
    },
  ];
}

describe("Bad bodies", () => {
  testEveryRoute((route) => [...rawBodies(route), ...brokenBodies(route)]);

  it("has a valid body for every route with a body", () => {
    for (const route of routes.filter((each) => bodySchemaOf(each))) {
      const parsed = route.shape.body?.safeParse(JSON.parse(validBody(route) ?? ""));
      expect(parsed?.success, `${route.path}: ${validBody(route)} ${parsed?.error?.message}`).to.equal(true);
    }
  });
});
