import { connect } from "node:net";
import { expect } from "chai";
import {
  assertWellFormed,
  closeShop,
  headersOf,
  openShop,
  pathOf,
  port,
  routes,
  send,
} from "../../support/hostile.js";

const methodsOf = (path: string): string[] => {
  const own = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
  return own.includes("GET") ? [...own, "HEAD"] : own;
};
/** Whether a route serves a path, which can be another pattern: `/products/{id}` serves `/products/bulk` as well. */
const serves = (route: string, path: string): boolean =>
  new RegExp(`^${route.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);

/** Sends bytes on a socket; resolves with everything received when the server closes the connection or goes idle. */
function raw(text: string): Promise<string> {
  return new Promise((answered, failed) => {
    const socket = connect(port(), "127.0.0.1", () => socket.write(text, "latin1"));
    let got = "";
    const done = () => (socket.destroy(), answered(got));
    socket.setTimeout(500, done).on("data", (chunk) => (got += chunk.toString("latin1")));
    socket.on("end", done).on("error", failed);
  });
}

describe("Bad methods and bad HTTP", function () {
  this.timeout(30_000);
  before(openShop);
  after(closeShop);

  it("returns 405 with Allow for a known path with an unsupported method", async () => {
    for (const path of new Set(routes.map((route) => route.path))) {
      const taken = routes
        .filter((route) => serves(route.path, path))
        .flatMap((route) => methodsOf(route.path));
      for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "QUERY", "TRACE"]) {
        if (taken.includes(method)) continue;
        const answer = await send({ method, path: pathOf({ path } as never, "some-slug") });
        const where = `${method} ${path}`;
        assertWellFormed(answer, where);
        // /products/{id} also matches /products/export: the more specific path may match.
        if (answer.status === 404) throw new Error(`${where} is a 404`);
        expect(answer.status, where).to.equal(405);
        const allow = String(answer.headers.allow).split(", ");
        expect(allow, where).to.include.members([...methodsOf(path), "OPTIONS"]);
        expect(allow, where).not.to.include(method);
      }
    }
  });

  it("responds to HEAD like GET, without the body", async () => {
    const own = await headersOf("admin");
    for (const route of routes.filter(({ method }) => method === "get")) {
      const path = pathOf(route);
      const [get, head] = [
        await send({ method: "GET", path, headers: own }),
        await send({ method: "HEAD", path, headers: own }),
      ];
      expect(head.text, path).to.equal("");
      expect(head.status, path).to.equal(get.status);
      expect(head.headers["content-type"], path).to.equal(get.headers["content-type"]);
      expect(head.headers["content-length"], path).to.equal(get.headers["content-length"]);
    }
  });

  it("sends no CORS headers to an unknown origin in response to OPTIONS", async () => {
    for (const route of routes) {
      const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
      const answer = await send({ method: "OPTIONS", path: pathOf(route), headers });
      expect(answer.status, route.path).to.equal(204);
      expect(answer.headers["access-control-allow-origin"], route.path).to.equal(undefined);
    }
  });

  it("survives bytes that are not HTTP, and prevents request smuggling", async () => {
    const ends = "Host: x\r\nConnection: close\r\n";
    const refused: [label: string, text: string][] = [
      ["noise", "\x00\x01\x02\r\n\r\n"],
      ["a TLS hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"],
      ["no host", "GET /health/live HTTP/1.1\r\n\r\n"],
      ["an unknown method", `BREW /api/v1/me HTTP/1.1\r\n${ends}\r\n`],
      [
        "two Content-Length headers",
        `POST /api/v1/auth/login HTTP/1.1\r\n${ends}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} `,
      ],
      [
        "Content-Length with chunked encoding",
        `POST /api/v1/auth/login HTTP/1.1\r\n${ends}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      ],
      ["a negative length", `POST /api/v1/auth/login HTTP/1.1\r\n${ends}Content-Length: -1\r\n\r\n`],
      ["bad chunks", `POST /api/v1/auth/login HTTP/1.1\r\n${ends}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
      ["a header of 20 kB", `GET /api/v1/me HTTP/1.1\r\n${ends}X-Big: ${"x".repeat(20_000)}\r\n\r\n`],
      ["a space in a header's name", `GET /api/v1/me HTTP/1.1\r\n${ends}X Y: 1\r\n\r\n`],
      ["a broken line in a header", `GET /api/v1/me HTTP/1.1\r\n${ends}X-A: 1\nSet-Cookie: x=1\r\n\r\n`],
    ];
    for (const [label, text] of refused) {
      const answer = await raw(text);
      if (label === "a broken line in a header" && /^HTTP\/1\.1 401/.test(answer)) continue;
      expect(answer, label).to.match(/^HTTP\/1\.1 4\d\d /);
    }
    expect((await send({ method: "GET", path: routes[0]?.path ?? "/" })).status).to.be.below(500);
  });

  it("uses the first of two Authorization headers and refuses two different content types", async () => {
    const two = await raw(
      "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer a.b.c\r\nAuthorization: Bearer d.e.f\r\n\r\n",
    );
    expect(two).to.match(/^HTTP\/1\.1 401 /);
    const types = await raw(
      "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    );
    expect(types).to.match(/^HTTP\/1\.1 415 /);
  });
});
