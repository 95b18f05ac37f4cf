import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import express, { Router, type RequestHandler } from "express";
import { registeredRoutes, requestClasses } from "../../src/http/expressInternals.js";

describe("registeredRoutes()", () => {
  const [first, second, third]: RequestHandler[] = Array.from({ length: 3 }, () => () => undefined);

  it("lists the methods of each route with their handlers in order", () => {
    const router = Router().get("/a/:id", first!, second!).post("/a/:id", third!);
    router.use(third!);
    router.route("/b").put(first!).delete(second!);
    expect(registeredRoutes(router)).to.deep.equal([
      { method: "get", path: "/a/:id", handlers: [first, second] },
      { method: "post", path: "/a/:id", handlers: [third] },
      { method: "put", path: "/b", handlers: [first] },
      { method: "delete", path: "/b", handlers: [second] },
    ]);
  });
});

describe("requestClasses()", () => {
  it("makes requests and responses with the prototypes that Express sets", async () => {
    const app = express();
    const classes = requestClasses(app);
    const born: object[] = [];
    const served: object[] = [];
    app.get("/", (req, res) => {
      served.push(...[req, res].map((each) => Object.getPrototypeOf(each) as object));
      res.json({ host: req.hostname });
    });
    const server = createServer(classes, (req: IncomingMessage, res: ServerResponse) => {
      born.push(...[req, res].map((each) => Object.getPrototypeOf(each) as object));
      app(req, res);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      expect(await answer.json()).to.deep.equal({ host: "127.0.0.1" });
    } finally {
      server.close();
    }
    expect(born[0] === served[0] && born[1] === served[1], "Express set other prototypes").to.equal(true);
    expect(served[0] === app.request && served[1] === app.response).to.equal(true);
  });
});
