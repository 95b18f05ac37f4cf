import { config } from "../../../src/config.js";
import { clock } from "../../../src/lib/clock.js";
import { flowCookie, flowIn, type OidcFlow } from "../../../src/http/oidcFlow.js";
import { expect } from "chai";
import jwt from "jsonwebtoken";
import sinon from "sinon";
import { logger } from "../../../src/logger.js";
import { forgetProviders } from "../../../src/passport/oidc.js";
import type { Headers } from "../../support/api.js";
import { sql } from "../../support/database.js";
import {
  Browser,
  closeIdentityProvider,
  expectCode,
  faults,
  KEYS,
  OTHER_KEYS,
  openIdentityProvider,
  signId,
  somebody,
} from "../../support/identityProvider.js";

describe("Attacks on the single sign-on callback", function () {
  this.timeout(30_000);
  before(openIdentityProvider);
  after(closeIdentityProvider);

  /** A valid callback, with the flow of its browser. */
  async function ready() {
    const { subject, email } = somebody();
    const browser = new Browser();
    const callback = new URL(await browser.goThrough(subject));
    const cookie = browser.jar.header(callback);
    return { browser, callback, cookie, email, flow: flowIn({ cookie }) as OidcFlow };
  }
  const tamper = (flow: OidcFlow, checks: object): Headers => {
    const { name, value } = flowCookie({ ...flow, checks: { ...flow.checks, ...checks } });
    return { cookie: `${name}=${value}` };
  };
  const refused = async (url: URL, headers: Headers, email: string, status = 401, code = "oidc_refused") => {
    const response = await new Browser().fetch(url.href, { headers });
    await expectCode(response, status, code);
    expect(response.headers.getSetCookie().join()).not.to.match(/cw_access=\w/);
    expect(await sql("SELECT 1 FROM users WHERE email = $1", [email])).to.deep.equal([]);
  };

  it("refuses a wrong or missing state", async () => {
    const { callback, cookie, email } = await ready();
    const forged = new URL(callback);
    forged.searchParams.set("state", "A".repeat(43));
    await refused(forged, { cookie }, email);
    forged.searchParams.delete("state");
    await refused(forged, { cookie }, email);
  });

  it("refuses an ID token with another nonce", async () => {
    const { callback, flow, email } = await ready();
    await refused(callback, tamper(flow, { nonce: "A".repeat(43) }), email);
  });

  describe("with an invalid ID token", () => {
    afterEach(() => {
      faults.idToken = faults.keys = undefined;
      forgetProviders();
    });
    /** A callback with this ID token; the provider publishes the key of signId(). */
    const callbackWith = async (idToken: (claims: jwt.JwtPayload) => string, keys: object[]) => {
      Object.assign(faults, { idToken, keys });
      forgetProviders();
      return ready();
    };

    it("accepts the unmodified token of these tests", async () => {
      const { browser, callback } = await callbackWith(signId, KEYS);
      expect((await browser.fetch(callback.href)).status).to.equal(303);
    });

    const now = () => Math.floor(Date.now() / 1000);
    const unsigned = (claims: jwt.JwtPayload) => jwt.sign(claims, "", { algorithm: "none" });
    const wrong: [string, (claims: jwt.JwtPayload) => string, object[]?][] = [
      ["a signature by a key that the provider does not publish", signId, []],
      ["a signature by another key than the published one of that kid", signId, OTHER_KEYS],
      ["no signature", unsigned],
      ["a MAC of the client's secret", (claims) => jwt.sign(claims, "x".repeat(32), { keyid: "tests" })],
      ["another audience", (claims) => signId({ ...claims, aud: "another-shop" })],
      ["more audiences and no azp", (claims) => signId({ ...claims, aud: [claims.aud, "another-shop"] })],
      ["another issuer", (claims) => signId({ ...claims, iss: "https://evil.example" })],
      ["an end in the past", (claims) => signId({ ...claims, iat: now() - 700, exp: now() - 100 })],
      ["no end", ({ exp: _, ...claims }) => signId(claims)],
      ["no nonce", ({ nonce: _, ...claims }) => signId(claims)],
    ];
    for (const [name, idToken, keys = KEYS] of wrong)
      it(`refuses ${name}`, async () => {
        const { callback, cookie, email } = await callbackWith(idToken, keys);
        await refused(callback, { cookie }, email);
      });
  });

  it("refuses a code requested with another PKCE verifier", async () => {
    const { callback, flow, email } = await ready();
    await refused(callback, tamper(flow, { code_verifier: "A".repeat(43) }), email);
  });

  it("refuses a stolen code in another browser's flow", async () => {
    const [stolen, own] = [await ready(), await ready()];
    own.callback.searchParams.set("code", String(stolen.callback.searchParams.get("code")));
    await refused(own.callback, { cookie: own.cookie }, stolen.email);
  });

  it("refuses a callback of another issuer", async () => {
    const { callback, cookie, email } = await ready();
    callback.searchParams.set("iss", "https://evil.example");
    await refused(callback, { cookie }, email);
  });

  it("refuses one provider's response at another provider's callback", async () => {
    const { callback, cookie, email } = await ready();
    callback.pathname = callback.pathname.replace("/test/", "/other/");
    await refused(callback, { cookie }, email, 400, "oidc_flow_invalid");
  });

  it("refuses a browser without a flow, and a forged or expired cookie", async () => {
    const { callback, flow, email, cookie } = await ready();
    await refused(callback, { cookie: "x=y" }, email, 400, "oidc_flow_invalid");
    await refused(callback, { cookie: `${cookie.slice(0, -4)}AAAA` }, email, 400, "oidc_flow_invalid");
    await refused(callback, { cookie: "cw_oidc=e30" }, email, 400, "oidc_flow_invalid");
    const realNow = Date.now;

    const now = clock.now;
    clock.now = () => new Date(realNow() - 601_000);
    const { name, value } = flowCookie(flow);
    clock.now = now;
    await refused(callback, { cookie: `${name}=${value}` }, email, 400, "oidc_flow_invalid");
  });

  it("accepts a callback once, and refuses a replay with or without the cookie", async () => {
    const { browser, callback, cookie } = await ready();
    expect((await browser.fetch(callback.href)).status).to.equal(303);
    await expectCode(await browser.fetch(callback.href), 400, "oidc_flow_invalid");
    await expectCode(await new Browser().fetch(callback.href, { headers: { cookie } }), 401, "oidc_refused");
  });

  it("is logged without its code", async () => {
    const { browser, callback } = await ready();
    const info = sinon.spy(logger, "info");
    try {
      await browser.fetch(callback.href);
      const lines = JSON.stringify(info.args);
      expect(lines).to.include("/api/v1/auth/oidc/test/callback");
      expect(lines).not.to.include(callback.searchParams.get("code"));
    } finally {
      info.restore();
    }
  });

  it("starts a new session and ignores planted session cookies", async () => {
    const { browser, callback } = await ready();
    browser.jar.store(new URL(config.publicUrl), ["cw_access=planted; Path=/"]);
    expect((await browser.fetch(callback.href)).status).to.equal(303);
    expect(browser.jar.header(new URL(config.publicUrl))).not.to.include("planted");
  });
});
