import { expect } from "chai";
import type { Action } from "../../src/http/action.js";
import { noContent, ok, page } from "../../src/http/reply.js";
import { read, write } from "../../src/middlewares/endpoint/endpoint.js";
import { CsrfTokenView } from "../../src/views/identity/session.js";
import { HealthView } from "../../src/views/system/health.js";

const health: Action<object, typeof HealthView> = () => ok({ status: "live" });
const nothing: Action = () => noContent();
const html: Action<object, typeof HealthView> = () => page("<p>ok</p>");

describe("A route declaration", () => {
  it("has the view of its action's response bodies", () => {
    expect(read({}, health, HealthView).view).to.equal(HealthView);
    expect(write({}, html, HealthView).view).to.equal(HealthView);
    expect(write({}, nothing).view).to.equal(null);
  });

  // `npm run typecheck` checks these: it reports a directive that expects no error.
  it("does not compile with another action's view", () => {
    // @ts-expect-error -- another view
    expect(read({}, health, CsrfTokenView)).to.be.a("function");
    // @ts-expect-error -- body without a view
    expect(read({}, health)).to.be.a("function");
    // @ts-expect-error -- body without a view
    expect(write({}, health, null, { idempotencyKey: "required" })).to.be.a("function");
  });
});
