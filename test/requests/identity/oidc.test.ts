import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { config } from "../../../src/config.js";
import { api, expectProblem } from "../../support/api.js";
import { enrol } from "../../support/factories/identity/secondFactors.js";
import { createRole } from "../../support/factories/identity/staff.js";
import { createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { actionsOn, sql } from "../../support/database.js";
import {
  addAccount,
  Browser,
  closeIdentityProvider,
  expectCode,
  me,
  openIdentityProvider,
  providerOrigin,
  somebody,
} from "../../support/identityProvider.js";

const BEGIN = "/api/v1/auth/oidc/test";

const identities = (userId: string) =>
  sql("SELECT subject FROM user_identities WHERE user_id = $1", [userId]);

const FAILED = "SELECT after FROM audit_log WHERE action = 'user.login_failed' ORDER BY id DESC LIMIT 1";

describe("Single sign-on by OpenID Connect", function () {
  this.timeout(30_000);
  before(openIdentityProvider);
  after(closeIdentityProvider);

  describe("GET /api/v1/auth/oidc/:provider", () => {
    it("returns 404 for an unconfigured provider, on every route", async () => {
      expectProblem(await api.get("/api/v1/auth/oidc/nobody"), 404, "not_found");
      expectProblem(await api.get("/api/v1/auth/oidc/nobody/callback?code=x"), 404, "not_found");
      const headers = await logInAs(await createUser());
      expectProblem(
        await api.post("/api/v1/me/identities", { provider: "nobody" }, headers),
        404,
        "not_found",
      );
    });

    it("returns 503 for a provider that is down or reports another issuer", async () => {
      for (const name of ["down", "impostor"]) {
        const response = await api.get(`/api/v1/auth/oidc/${name}`);
        expectProblem(response, 503, "provider_unreachable");
        expect(response.headers).to.have.property("retry-after");
      }
    });

    const elsewhere = [
      "https://evil.example",
      "//evil.example",
      "///evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "https:evil.example",
      "https:/evil.example",
      "https:///evil.example",
      "http:\\\\evil.example",
      "/\t/evil.example",
      "/\n/evil.example",
      " https://evil.example",
      "javascript:alert(1)",
      "data:text/html,x",
      `${config.publicUrl}@evil.example/`,
      `${config.publicUrl}.evil.example/`,
      `http://user@${new URL(config.publicUrl).host}/`,
      "evil.example",
      "",
    ];
    for (const returnTo of elsewhere) {
      it(`is no open redirect: refuses to return to ${JSON.stringify(returnTo)}`, async () => {
        const url = `${BEGIN}?returnTo=${encodeURIComponent(returnTo)}`;
        expectProblem(await api.get(url), 400, "validation_failed");
        const headers = await logInAs(await createUser());
        const body = { provider: "test", returnTo };
        expectProblem(await api.post("/api/v1/me/identities", body, headers), 400, "validation_failed");
      });
    }

    it("redirects to the provider with PKCE, nonce and state, and seals the values to verify", async () => {
      const response = await api.get(`${BEGIN}?returnTo=/account`);
      expect(response.status).to.equal(302);
      const target = new URL(String(response.headers.location));
      expect(target.origin).to.equal(providerOrigin());
      const query = Object.fromEntries(target.searchParams);
      expect(query).to.include({ response_type: "code", code_challenge_method: "S256" });
      expect(query.redirect_uri).to.equal(`${config.publicUrl}${BEGIN}/callback`);
      for (const name of ["state", "nonce", "code_challenge"]) expect(query[name]).to.match(/^[\w-]{43}$/);
      const [cookie = ""] = response.headers["set-cookie"] as unknown as string[];
      expect(cookie).to.match(
        /^cw_oidc=[\w-]+; Max-Age=600; Path=\/api\/v1\/auth\/oidc; HttpOnly; SameSite=Lax$/,
      );
      for (const secret of [query.state, query.nonce, "account"]) expect(cookie).not.to.include(secret);
    });
  });

  describe("GET /api/v1/auth/oidc/:provider/callback", () => {
    it("creates an account for a new address, logs in by cookie, and finds the account the next time", async () => {
      const { subject, email } = somebody();
      const browser = new Browser();
      const response = await browser.fetch(
        await browser.goThrough(subject, `${BEGIN}?returnTo=/account?tab=1`),
      );
      expect([response.status, response.headers.get("location")]).to.deep.equal([
        303,
        `${config.publicUrl}/account?tab=1`,
      ]);
      const user = await me(browser);
      expect(user).to.include({ email, firstName: "Ada", role: "customer" });
      expect(user).to.have.property("emailVerifiedAt").that.is.a("string");
      const opened = ["user.registered", "user.identity_linked", "user.logged_in"];
      expect(await actionsOn(user.id)).to.deep.equal(opened);
      expect(browser.jar.names()).to.include.members(["cw_access", "cw_refresh"]).and.not.include("cw_oidc");
      expectProblem(
        await api.post("/api/v1/auth/login", { login: email, password: PASSWORD }),
        401,
        "invalid_credentials",
      );
      // A linked identity stays linked, whatever its address is now.
      addAccount(subject, { email: `${randomUUID()}@example.com`, email_verified: false });
      const later = new Browser();
      await later.fetch(await later.goThrough(subject));
      expect((await me(later)).id).to.equal(user.id);
    });

    it("gives parallel sign-ons each their own user", async () => {
      const people = Array.from({ length: 6 }, () => somebody());
      const arrivals = [];
      for (const { subject, email } of people) {
        const browser = new Browser();
        arrivals.push({ browser, email, callback: await browser.goThrough(subject) });
      }
      await Promise.all(arrivals.map(({ browser, callback }) => browser.fetch(callback)));
      for (const { browser, email } of arrivals) expect(await me(browser)).to.include({ email });
    });

    it("links a verified account of the same verified address", async () => {
      const { subject, email } = somebody();
      const user = await createUser({ email, emailVerifiedAt: new Date() });
      const browser = new Browser();
      await browser.fetch(await browser.goThrough(subject));
      expect((await me(browser)).id).to.equal(user.id);
    });

    it("does not link an account by an address that the provider has not verified (account takeover)", async () => {
      for (const email_verified of [false, undefined, "true"]) {
        const { subject, email } = somebody({ email_verified });
        const victim = await createUser({ email, emailVerifiedAt: new Date() });
        const attacker = new Browser();
        const response = await attacker.fetch(await attacker.goThrough(subject));
        await expectCode(response, 403, "provider_email_unverified");
        expect(attacker.jar.names()).not.to.include("cw_access");
        expect((await sql(FAILED))[0]).to.deep.equal({ after: { reason: "provider_email_unverified" } });
        expect(await identities(victim.id)).to.deep.equal([]);
      }
    });

    it("creates no account without an address that the provider has verified", async () => {
      for (const account of [{ email_verified: false }, { email: undefined }]) {
        const { subject, email } = somebody(account);
        const browser = new Browser();
        const response = await browser.fetch(await browser.goThrough(subject));
        await expectCode(response, 403, "provider_email_unverified");
        expect(await sql("SELECT 1 FROM users WHERE email = $1", [email])).to.deep.equal([]);
      }
    });

    it("does not match lookalike addresses, and refuses invalid ones", async () => {
      for (const disguise of [
        (email: string) => `\uff56${email}`,
        () => "not an address",
        () => "a@localhost",
      ]) {
        const victim = await createUser({
          email: `v${randomUUID()}@example.com`,
          emailVerifiedAt: new Date(),
        });
        const { subject } = somebody({ email: disguise(victim.email.slice(1)) });
        const attacker = new Browser();
        const response = await attacker.fetch(await attacker.goThrough(subject));
        await expectCode(response, 403, "provider_email_unverified");
        expect(await identities(victim.id)).to.deep.equal([]);
      }
    });

    it("does not link a staff account by its address alone", async () => {
      const { subject, email } = somebody();
      const { name } = await createRole(["orders:read"]);
      const staff = await createUser({ email, emailVerifiedAt: new Date(), role: name });
      const browser = new Browser();
      const response = await browser.fetch(await browser.goThrough(subject));
      await expectCode(response, 403, "staff_not_linked");
      expect(await identities(staff.id)).to.deep.equal([]);
    });

    it("gives no access to a person who registered another's SSO address in advance", async () => {
      const { subject, email } = somebody();
      const squatter = await api.post("/api/v1/auth/register", { email, password: PASSWORD });
      const victim = new Browser();
      const response = await victim.fetch(await victim.goThrough(subject));
      await expectCode(response, 409, "account_exists_unverified");
      expect(victim.jar.names()).not.to.include("cw_access");
      expect(await identities(squatter.body.user.id)).to.deep.equal([]);
      expect(await actionsOn(squatter.body.user.id)).to.deep.equal(["user.registered", "user.login_failed"]);
      const [row] = await sql("SELECT email_verified_at FROM users WHERE email = $1", [email]);
      expect(row?.email_verified_at).to.equal(null);
    });

    it("requires the second factor of an account that has one, and links nothing before it", async () => {
      const { subject, email } = somebody();
      const { user, recoveryCodes } = await enrol({ email, emailVerifiedAt: new Date() });
      const browser = new Browser();
      const callback = await browser.goThrough(subject, `${BEGIN}?returnTo=/login`);
      const response = await browser.fetch(callback, { headers: { accept: "text/html" } });
      const back = new URL(String(response.headers.get("location")));
      expect(back.searchParams.get("error")).to.equal("mfa_required");
      expect(browser.jar.names()).not.to.include("cw_access");
      expect(await identities(user.id)).to.deep.equal([]);
      const challenge = new URLSearchParams(back.hash.slice(1)).get("challenge");
      const body = { challenge, recoveryCode: recoveryCodes[0] };
      const passed = await api.post("/api/v1/auth/login/mfa", body);
      expect(passed.status, passed.text).to.equal(200);
      expect(passed.body).to.include({ tokenType: "Cookie" });
    });

    it("redirects a browser to its page with the error code", async () => {
      const { subject } = somebody({ email_verified: false });
      const browser = new Browser();
      const callback = await browser.goThrough(subject, `${BEGIN}?returnTo=/login`);
      const response = await browser.fetch(callback, { headers: { accept: "text/html,*/*" } });
      expect([response.status, response.headers.get("location")]).to.deep.equal([
        303,
        `${config.publicUrl}/login?error=provider_email_unverified`,
      ]);
      expect(browser.jar.names()).not.to.include("cw_oidc");
    });

    it("refuses a sign-on that the provider refused or the user cancelled", async () => {
      const browser = new Browser();
      const started = await browser.fetch(BEGIN);
      const state = new URL(String(started.headers.get("location"))).searchParams.get("state");
      const query = new URLSearchParams({
        error: "access_denied",
        state: String(state),
        iss: providerOrigin(),
      });
      await expectCode(await browser.fetch(`${BEGIN}/callback?${query.toString()}`), 401, "oidc_refused");
    });
  });
});
