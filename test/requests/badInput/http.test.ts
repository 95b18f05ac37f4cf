import { connect } from "node:net";
import { expect } from "chai";
import { createApp } from "../../../src/app.js";
import { createHttpServer } from "../../../src/httpServer.js";
import { closeShop, openShop, port } from "../../support/hostile.js";
import { Problem } from "../../../src/views/system/problem.js";

type RawAnswer = { status: number; headers: Record<string, string>; body: string; closed: boolean };

/** Sends bytes on a socket; returns the first response and whether the server then closed the connection. */
function raw(text: string, at = port()): Promise<RawAnswer> {
  return new Promise((answered, failed) => {
    const socket = connect(at, "127.0.0.1", () => socket.write(text, "latin1"));
    let got = "";
    const done = (closed: boolean) => {
      socket.destroy();
      answered({ ...parse(got), closed });
    };
    socket.on("data", (chunk) => (got += chunk.toString("latin1")));
    socket.on("end", () => done(true)).on("error", failed);
    socket.setTimeout(15_000, () => done(false));
  });
}

function parse(text: string): Omit<RawAnswer, "closed"> {
  const [head = "", body = ""] = text.split("\r\n\r\n", 2);
  const [first = "", ...lines] = head.split("\r\n");
  const headers = lines
    .map((line) => line.split(/: ?(.*)/s))
    .map(([name = "", value = ""]) => [name.toLowerCase(), value]);
  return {
    status: Number(first.split(" ")[1]),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body,
  };
}

const GET = "GET /health/live HTTP/1.1\r\n";
const END = "Connection: close\r\n\r\n";

/** Requests that are refused before they reach a route. */
const REFUSED: [label: string, text: string, status: number, code: string][] = [
  ["no Host", `${GET}${END}`, 400, "malformed_request"],
  ["two Hosts", `${GET}Host: a\r\nHost: b\r\n${END}`, 400, "malformed_request"],
  ["the same Host twice", `${GET}Host: a\r\nhost: a\r\n${END}`, 400, "malformed_request"],
  ["a Host with a path", `${GET}Host: a/b\r\n${END}`, 400, "malformed_request"],
  ["a Host with a user", `${GET}Host: u@a\r\n${END}`, 400, "malformed_request"],
  [
    "two Hosts with HTTP/1.0",
    "GET /health/live HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
    400,
    "malformed_request",
  ],
  ["an unknown expectation", `${GET}Host: a\r\nExpect: tea\r\n${END}`, 417, "expectation_failed"],
  ["headers of 20 kB", `${GET}Host: a\r\nX-Big: ${"x".repeat(20_000)}\r\n${END}`, 431, "headers_too_large"],
  [
    "an address of 20 kB",
    `GET /${"x".repeat(20_000)} HTTP/1.1\r\nHost: a\r\n${END}`,
    431,
    "headers_too_large",
  ],
  ["an unknown method", `BREW / HTTP/1.1\r\nHost: a\r\n${END}`, 400, "malformed_request"],
  ["HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "malformed_request"],
  ["CONNECT", `CONNECT shop.example:443 HTTP/1.1\r\nHost: shop.example\r\n\r\n`, 405, "method_not_allowed"],
];

function expectProblemWithHeaders(answer: RawAnswer, status: number, code: string): void {
  expect(answer.status).to.equal(status);
  expect(answer.headers["content-type"]).to.match(/^application\/problem\+json/);
  const problem = Problem.parse(JSON.parse(answer.body));
  expect(problem).to.include({ status, code, requestId: answer.headers["x-request-id"] });
  expect(answer.headers).to.include({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
  expect(answer.headers).to.include.keys("content-security-policy", "referrer-policy", "x-frame-options");
  expect(answer.headers).to.include({ connection: "close" });
  expect(answer.closed).to.equal(true);
}

describe("Errors that Node would answer itself", function () {
  this.timeout(30_000);
  before(openShop);
  after(closeShop);

  for (const [label, text, status, code] of REFUSED)
    it(`returns a problem with a request id and security headers: ${label}`, async () => {
      const answer = await raw(text);
      expectProblemWithHeaders(answer, status, code);
      if (status === 405) expect(answer.headers.allow).to.equal("");
    });

  it("returns a problem when a request takes too long to arrive", async () => {
    const server = createHttpServer(createApp());
    server.headersTimeout = 100;
    server.requestTimeout = 200;
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    try {
      const at = (server.address() as { port: number }).port;
      expectProblemWithHeaders(await raw(`${GET}Host: a\r\n`, at), 408, "request_timeout");
      const body = `POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`;
      expectProblemWithHeaders(await raw(body, at), 408, "request_timeout");
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it("accepts valid requests: HTTP/1.0 without Host, ports, IPv6, 100-continue, an ignored upgrade", async () => {
    for (const text of [
      "GET /health/live HTTP/1.0\r\n\r\n",
      `${GET}Host: localhost:3000\r\n${END}`,
      `${GET}Host: [::1]:3000\r\n${END}`,
      `${GET}Host:\r\n${END}`,
      `${GET}Host: a\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n`,
    ]) {
      const answer = await raw(text);
      expect(answer.status, text).to.equal(200);
      expect(answer.headers, text).to.include.keys("x-request-id", "content-security-policy");
    }
    const login = `{"login":"nobody","password":"x"}`;
    const head = `POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: application/json\r\n`;
    const text = `${head}Content-Length: ${login.length}\r\n${END}${login}`;
    expect((await raw(text)).status).to.equal(100);
  });
});
