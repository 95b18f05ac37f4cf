import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { createApp } from "../../src/app.js";
import { createHttpServer } from "../../src/httpServer.js";
import { Problem } from "../../src/views/system/problem.js";
import { endServers, startServer, type ServerProcess } from "../support/serverProcess.js";
import { startProxy } from "../support/tcpProxy.js";

describe("The HTTP server", () => {
  it("creates requests and responses with Express's prototypes, so that none is changed later", async () => {
    const app = createApp();
    const seen = await prototypesChanged(createHttpServer(app));
    expect(seen.request).to.equal(app.request);
    expect(seen.response).to.equal(app.response);
    expect(seen.changes).to.equal(0);

    const plain = await prototypesChanged(createServer(app));
    expect(plain.changes, "the counter detects Express's default behaviour").to.be.above(0);
  });

  it("does not wait indefinitely for slow senders", () => {
    const server = createHttpServer(createApp());
    expect(server).to.include({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 });
  });
});

describe("Input that Node.js cannot parse as a request", () => {
  const refusals: [what: string, bytes: string, status: number, code: string][] = [
    ["input that is not HTTP", "hello\r\n\r\n", 400, "malformed_request"],
    [
      "headers of 20 kB",
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
      431,
      "headers_too_large",
    ],
    ["a URL of 20 kB", `GET /${"x".repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, "headers_too_large"],
    [
      "two Content-Length headers",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      400,
      "malformed_request",
    ],
    [
      "Content-Length with chunked encoding (request smuggling)",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
      "malformed_request",
    ],
    ["a newline in a header", "GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n", 400, "malformed_request"],
  ];

  for (const [what, bytes, status, code] of refusals) {
    it(`returns a problem and closes the connection: ${what}`, async () => {
      const server = createHttpServer(createApp()).listen(0, "127.0.0.1");
      await once(server, "listening");
      const answer = await sendBytes((server.address() as AddressInfo).port, bytes);
      server.close();
      const [head = "", body = ""] = answer.split("\r\n\r\n");
      expect(head).to.match(new RegExp(`^HTTP/1\\.1 ${status} `));
      const problem = Problem.parse(JSON.parse(body));
      expect(problem).to.include({ status, code });
      expect(head).to.include(`X-Request-Id: ${problem.requestId}`).and.include("Connection: close");
    });
  }
});

/** Writes bytes to a port, and reads until the server closes the connection. */
async function sendBytes(port: number, bytes: string): Promise<string> {
  const line = connect(port, "127.0.0.1");
  line.on("error", () => undefined);
  line.write(bytes);
  let answer = "";
  line.on("data", (chunk: Buffer) => (answer += chunk.toString()));
  await once(line, "close");
  return answer;
}

/** Counts the prototype changes during one request. */
async function prototypesChanged(server: Server) {
  const seen: { request?: object; response?: object; changes: number } = { changes: 0 };
  server.prependListener("request", (req: IncomingMessage, res: ServerResponse) => {
    seen.request = Object.getPrototypeOf(req) as object;
    seen.response = Object.getPrototypeOf(res) as object;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { setPrototypeOf } = Object;
  Object.setPrototypeOf = (object: object, prototype: object | null) => {
    const about = "headersSent" in object || "httpVersion" in object;
    if (about && Object.getPrototypeOf(object) !== prototype) seen.changes += 1;
    return setPrototypeOf(object, prototype) as object;
  };
  try {
    await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/health/live`);
  } finally {
    Object.setPrototypeOf = setPrototypeOf;
  }
  server.close();
  server.closeAllConnections();
  return seen;
}

describe("A running server", function () {
  this.timeout(30_000);
  after(endServers);

  it("is live but unready while its database is unreachable or silent, and recovers by itself", async () => {
    const proxy = await startProxy(process.env.DATABASE_URL ?? "");
    const server = await startServer({ DATABASE_URL: proxy.url, LOG_LEVEL: "silent" });
    const ask = async (path: string) => {
      const asked = performance.now();
      const answer = await fetch(server.url + path);
      const { code } = (await answer.json()) as { code?: string };
      return { status: answer.status, code, ms: performance.now() - asked };
    };
    for (const fault of ["cut", "black hole"] as const) {
      proxy.set(fault);
      await delay(50);
      const ready = await ask("/health/ready");
      expect(ready, fault).to.include({ status: 503, code: "unavailable" });
      expect(ready.ms, fault).to.be.below(1500);
      expect((await ask("/health/live")).status, fault).to.equal(200);

      const mended = performance.now();
      proxy.set("open");
      while ((await ask("/health/ready")).status !== 200) await delay(50);
      expect(performance.now() - mended, fault).to.be.below(5000);
    }
    server.signal("SIGTERM");
    expect(await server.ended).to.equal(0);
    proxy.close();
  });
});

describe("A server in production", function () {
  this.timeout(30_000);
  const STORE = "https://store.example.com";
  let server: ServerProcess;

  before(async () => {
    server = await startServer({
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      LOG_LEVEL: "info",
      PUBLIC_URL: "https://shop.example.com",
      APP_SECRET: "a".repeat(40),
      PASSWORD_PEPPER: "b".repeat(40),
      JWT_KEYS: `k1:${"c".repeat(40)}`,
      BCRYPT_COST: "12",
      ADMIN_PASSWORD: "only for this test",
      CORS_ORIGINS: STORE,
    });
  });
  after(endServers);

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(server.url + path, { redirect: "manual", ...init });

  it("reveals nothing about its software", async () => {
    const answer = await ask("/api/v1/products");
    expect(answer.status).to.equal(200);
    for (const name of ["server-timing", "x-powered-by", "server"])
      expect(answer.headers.get(name), name).to.equal(null);
    expect((await ask("/dev/mailbox")).status).to.equal(404);
    expect(await (await ask("/")).text()).not.to.include("mailbox");
  });

  it("sends the headers that protect browsers", async () => {
    const { headers } = await ask("/api/v1/me");
    expect(headers.get("strict-transport-security")).to.match(/max-age=\d{8}/);
    expect(headers.get("x-content-type-options")).to.equal("nosniff");
    expect(headers.get("x-frame-options")).to.equal("SAMEORIGIN");
    expect(headers.get("referrer-policy")).to.equal("no-referrer");
    expect(headers.get("content-security-policy")).to.include("default-src 'self'");
    expect(headers.get("cache-control")).to.equal("no-store");
    expect(headers.get("www-authenticate")).to.equal("Bearer");
  });

  it("returns a valid request id, and replaces an invalid one", async () => {
    const idOf = async (id: string) => {
      const answer = await ask("/api/v1/nowhere", { headers: { "X-Request-Id": id } });
      const { requestId } = (await answer.json()) as { requestId: string };
      expect(answer.headers.get("x-request-id")).to.equal(requestId);
      return requestId;
    };
    expect(await idOf("order-4711.retry:2")).to.equal("order-4711.retry:2");
    for (const insane of ["a b", "<script>", "x".repeat(129), '"'])
      expect(await idOf(insane)).to.match(/^[\da-f-]{36}$/);
  });

  it("allows the listed origins, with credentials, and no others", async () => {
    const ours = await ask("/api/v1/products", { headers: { Origin: STORE } });
    expect(ours.headers.get("access-control-allow-origin")).to.equal(STORE);
    expect(ours.headers.get("access-control-allow-credentials")).to.equal("true");
    expect(ours.headers.get("access-control-expose-headers")).to.match(/ETag.*X-Cart-Token/);
    expect(ours.headers.get("vary")).to.match(/Origin/);
    for (const origin of [
      "https://evil.example.com",
      `${STORE}.evil.com`,
      "null",
      "http://store.example.com",
    ]) {
      const other = await ask("/api/v1/products", { headers: { Origin: origin } });
      expect(other.headers.get("access-control-allow-origin"), origin).to.equal(null);
      expect(other.headers.get("vary"), origin).to.match(/Origin/);
    }
  });

  it("responds to a preflight without authentication", async () => {
    const preflight = await ask("/api/v1/checkout", {
      method: "OPTIONS",
      headers: {
        Origin: STORE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,idempotency-key,x-cart-token",
      },
    });
    expect(preflight.status).to.equal(204);
    expect(preflight.headers.get("access-control-allow-origin")).to.equal(STORE);
    expect(preflight.headers.get("access-control-allow-methods")).to.include("POST").and.include("DELETE");
    expect(preflight.headers.get("access-control-allow-headers")).to.include("idempotency-key");
    expect(Number(preflight.headers.get("access-control-max-age"))).to.be.at.least(600);
  });

  it("responds to HEAD like GET, without the body", async () => {
    for (const path of ["/api/v1/products", "/openapi.json", "/health/ready", "/docs", "/"]) {
      const [head, get] = [await ask(path, { method: "HEAD" }), await ask(path)];
      expect(head.status, path).to.equal(get.status).and.equal(200);
      for (const name of ["content-type", "content-length", "etag"])
        expect(head.headers.get(name), `${path} ${name}`).to.equal(get.headers.get(name));
      expect(await head.text()).to.equal("");
    }
  });

  it("logs only JSON lines, without the administrator's password, and shuts down cleanly", async () => {
    server.signal("SIGTERM");
    expect(await server.ended).to.equal(0);
    const lines = server.output().trim().split("\n");
    const messages = lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(messages.some((message) => message.includes("127.0.0.1"))).to.equal(true);
    expect(messages.at(-1)).to.equal("everything is saved");
    expect(server.output()).not.to.include("only for this test");
  });
});
