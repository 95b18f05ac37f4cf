import { expect } from "chai";
import { type RequestHandler, Router } from "express";
import { authenticate, permit } from "../../src/middlewares/authenticate.js";
import { assertRoutes } from "../../src/middlewares/endpoint/assertRoutes.js";
import { read, write } from "../../src/middlewares/endpoint/endpoint.js";
import { routeEntries } from "../../src/middlewares/endpoint/routeEntries.js";
import { mounts } from "../../src/routes/index.js";
import { noContent } from "../../src/http/reply.js";

const check = (router: Router) => () => assertRoutes(routeEntries([{ path: "/x", router }]));
const guarded = [authenticate.required, permit("orders:write")];
const act = () => noContent();

describe("assertRoutes()", () => {
  it("accepts the mount table", () => {
    expect(() => assertRoutes(routeEntries(mounts))).not.to.throw();
  });

  it("accepts a permitted write that names its audit entry, and a permitted read", () => {
    const router = Router().put("/", ...guarded, write({}, act, null, { audit: "x.set" }));
    expect(check(router.get("/", ...guarded, read({}, act)))).not.to.throw();
  });

  it("refuses a permitted write without an audit entry", () => {
    const router = Router().put("/:id", ...guarded, write({}, act));
    expect(check(router)).to.throw("PUT /x/{id} needs the permission orders:write but names no audit entry");
  });

  it("refuses a permitted handler that is not an endpoint", () => {
    const handler: RequestHandler = (_req, res) => void res.end();
    expect(check(Router().get("/", ...guarded, handler))).to.throw("names no audit entry");
  });

  it("refuses a required Idempotency-Key on a method without one", () => {
    const router = Router().delete("/", write({}, act, null, { idempotencyKey: "required" }));
    expect(check(router)).to.throw("DELETE /x requires an Idempotency-Key");
  });
});
