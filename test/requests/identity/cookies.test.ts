import { expect } from "chai";
import type { Response } from "supertest";
import { config } from "../../../src/config.js";
import { api, expectProblem, type Headers, testOrigin } from "../../support/api.js";
import { CookieJar } from "../../support/cookieJar.js";
import { createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { sql } from "../../support/database.js";
import { Session } from "../../../src/models/identity/Session.js";

/** A page in a browser: it has a cookie jar, and no access to the tokens. */
class Page {
  readonly jar = new CookieJar();
  csrfToken = "";

  headers(url: string, extra: Headers = {}): Headers {
    return { cookie: this.jar.header(new URL(url, testOrigin())), ...extra };
  }
  async get(url: string, extra: Headers = {}): Promise<Response> {
    return this.keep(url, await api.get(url, this.headers(url, extra)));
  }
  async post(url: string, body?: unknown, extra: Headers = {}): Promise<Response> {
    return this.keep(url, await api.post(url, body, this.headers(url, extra)));
  }
  async logIn(login: string): Promise<Response> {
    const response = await this.post("/api/v1/auth/login", {
      login,
      password: PASSWORD,
      transport: "cookie",
    });
    this.csrfToken = response.body.csrfToken;
    return response;
  }
  get proof(): Headers {
    return { "x-csrf-token": this.csrfToken };
  }
  private keep(url: string, response: Response): Response {
    const set = (response.headers["set-cookie"] ?? []) as unknown as string[];
    this.jar.store(new URL(url, testOrigin()), set);
    return response;
  }
}

async function loggedInPage() {
  const user = await createUser();
  const page = new Page();
  const response = await page.logIn(user.email);
  return { user, page, response };
}
const ownOrigin = new URL(config.publicUrl).origin;

describe("A session by cookie", () => {
  it("keeps both tokens in HttpOnly cookies, and returns only a csrfToken to the page", async () => {
    const { page, response, user } = await loggedInPage();
    expect(response.status).to.equal(200);
    expect(response.body).to.have.keys("user", "tokenType", "expiresIn", "csrfToken");
    expect(response.body.tokenType).to.equal("Cookie");
    const [access, refresh] = response.headers["set-cookie"] as unknown as string[];
    expect(access).to.match(/^cw_access=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(refresh).to.match(
      /^cw_refresh=[^;]+; Max-Age=\d+; Path=\/api\/v1\/auth; HttpOnly; SameSite=Strict$/,
    );
    const me = await page.get("/api/v1/me");
    expect(me.body.id).to.equal(user.id);
  });

  it("also starts with a registration", async () => {
    const page = new Page();
    const body = { email: `${crypto.randomUUID()}@example.com`, password: PASSWORD, transport: "cookie" };
    const response = await page.post("/api/v1/auth/register", body);
    expect(response.status).to.equal(201);
    expect(response.text).not.to.match(/accessToken|refreshToken/);
    expect((await page.get("/api/v1/me")).body.email).to.equal(body.email);
  });

  it("sets no cookie for a bearer login, and refuses an unknown transport", async () => {
    const { email } = await createUser();
    const bearer = await api.post("/api/v1/auth/login", { login: email, password: PASSWORD });
    expect(bearer.headers).not.to.have.property("set-cookie");
    expect(bearer.body).to.have.keys("user", "tokenType", "expiresIn", "accessToken", "refreshToken");
    const odd = await api.post("/api/v1/auth/login", { login: email, password: PASSWORD, transport: "url" });
    expectProblem(odd, 400, "validation_failed");
  });

  it("is ignored when there is an Authorization header, valid or not", async () => {
    const { page } = await loggedInPage();
    const other = await createUser();
    expect((await page.get("/api/v1/me", await logInAs(other))).body.id).to.equal(other.id);
    expectProblem(await page.get("/api/v1/me", { authorization: "Bearer bad" }), 401, "invalid_token");
  });

  it("returns the csrfToken to a reloaded page, and none to a guest", async () => {
    const { page } = await loggedInPage();
    expect((await page.get("/api/v1/auth/csrf")).body).to.deep.equal({ csrfToken: page.csrfToken });
    expectProblem(await api.get("/api/v1/auth/csrf"), 401, "not_authenticated");
  });
});

describe("A write by cookie (CSRF)", () => {
  const forged: [what: string, headers: Headers][] = [
    ["nothing", {}],
    ["another site's request", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["a sibling domain's request", { "sec-fetch-site": "same-site", origin: "https://blog.example.com" }],
    ["an opaque origin", { origin: "null" }],
    ["an address typed by hand", { "sec-fetch-site": "none" }],
    ["the shop's origin as a prefix only", { origin: `${ownOrigin}.evil.example` }],
    ["an empty token", { "x-csrf-token": "" }],
    ["a guessed token", { "x-csrf-token": "A".repeat(43) }],
  ];
  for (const [what, headers] of forged) {
    it(`is refused with ${what}, and does nothing`, async () => {
      const { page } = await loggedInPage();
      expectProblem(await page.post("/api/v1/auth/logout", undefined, headers), 403, "csrf_failed");
      expectProblem(await page.post("/api/v1/auth/refresh", {}, headers), 403, "csrf_failed");
      expect((await page.get("/api/v1/me")).status).to.equal(200);
      expect((await page.post("/api/v1/auth/refresh", {}, page.proof)).status).to.equal(200);
    });
  }

  it("is refused with the csrfToken of another session, even of the same user", async () => {
    const { page, user } = await loggedInPage();
    const elsewhere = new Page();
    await elsewhere.logIn(user.email);
    expectProblem(await page.post("/api/v1/auth/logout", undefined, elsewhere.proof), 403, "csrf_failed");
  });

  it("is refused on every kind of route that accepts cookies", async () => {
    const { page } = await loggedInPage();
    const items = { items: [{ variantId: crypto.randomUUID(), quantity: 1 }] };
    expectProblem(await page.post("/api/v1/cart/items", items), 403, "csrf_failed");
    const url = `/api/v1/me/sessions/${crypto.randomUUID()}`;
    expectProblem(await api.delete(url, page.headers(url)), 403, "csrf_failed");
    expectProblem(await api.delete(url, page.headers(url, page.proof)), 404, "not_found");
  });

  for (const [what, headers] of [
    ["the browser's word for the same origin", { "sec-fetch-site": "same-origin" }],
    ["the shop's own Origin", { origin: ownOrigin }],
  ] as [string, Headers][]) {
    it(`is done with ${what}`, async () => {
      const { page } = await loggedInPage();
      expect((await page.post("/api/v1/auth/logout", undefined, headers)).status).to.equal(204);
    });
  }

  it("requires no CSRF token with a bearer token or a guest cart", async () => {
    const headers = { ...(await logInAs(await createUser())), origin: "https://evil.example" };
    expect((await api.post("/api/v1/auth/logout", undefined, headers)).status).to.equal(204);
    const guest = await api.post("/api/v1/cart/items", { variantId: crypto.randomUUID(), quantity: 1 });
    expectProblem(guest, 404, "variant_not_found");
  });
});

describe("Session fixation", () => {
  it("fails: a login never adopts an existing cookie", async () => {
    const attacker = await loggedInPage();
    const victim = await createUser();
    const page = new Page();
    const planted = attacker.page.jar.header(new URL("/api/v1/auth", testOrigin()));
    page.jar.store(
      new URL(testOrigin()),
      planted.split("; ").map((pair) => `${pair}; Path=${pair.startsWith("cw_r") ? "/api/v1/auth" : "/"}`),
    );
    expect((await page.get("/api/v1/me")).body.id).to.equal(attacker.user.id);
    const response = await page.logIn(victim.email);
    expect(response.status).to.equal(200);
    for (const value of planted.split("; "))
      expect((response.headers["set-cookie"] as unknown as string[]).join()).not.to.include(value);
    expect(page.csrfToken).not.to.equal(attacker.page.csrfToken);
    expect((await page.get("/api/v1/me")).body.id).to.equal(victim.id);
    // The planted cookies are replaced, and the attacker's copies no longer work.
    expectProblem(await attacker.page.get("/api/v1/me"), 401, "invalid_token");
  });

  it("leaves no session behind: a login ends the session whose cookies it replaces", async () => {
    const { page, user } = await loggedInPage();
    const before = page.headers("/api/v1/me");
    expect((await page.logIn(user.email)).status).to.equal(200);
    expectProblem(await api.get("/api/v1/me", before), 401, "invalid_token");
    expect((await page.get("/api/v1/me")).status).to.equal(200);
    const bearer = await logInAs(user);
    await page.logIn(user.email);
    expect((await api.get("/api/v1/me", bearer)).status, "other devices' go on").to.equal(200);
  });

  it("does not prevent a login: invalid cookies are ignored", async () => {
    const { page, user } = await loggedInPage();
    await Session.endAll(user.id);
    expectProblem(await page.get("/api/v1/me"), 401, "invalid_token");
    expect((await page.logIn(user.email)).status).to.equal(200);
  });
});

describe("Refreshing and logging out by cookie", () => {
  it("sets new cookies and keeps the csrfToken", async () => {
    const { page } = await loggedInPage();
    const before = page.jar.header(new URL("/api/v1/auth", testOrigin()));
    const response = await page.post("/api/v1/auth/refresh", undefined, page.proof);
    expect(response.status).to.equal(200);
    expect(response.body).to.include({ csrfToken: page.csrfToken, tokenType: "Cookie" });
    expect(page.jar.header(new URL("/api/v1/auth", testOrigin()))).not.to.equal(before);
    expect((await page.get("/api/v1/me")).status).to.equal(200);
  });

  it("keeps the cookies of the first tab when two refresh at once", async () => {
    const { page } = await loggedInPage();
    const both = await Promise.all(
      [0, 1].map(() => page.post("/api/v1/auth/refresh", undefined, page.proof)),
    );
    expect(both.map(({ status }) => status).sort()).to.deep.equal([200, 401]);
    const loser = both.find(({ status }) => status === 401);
    expect(loser?.body).to.include({ code: "refresh_token_reused", sessionEnded: false });
    expect(loser?.headers).not.to.have.property("set-cookie");
    expect((await page.get("/api/v1/me")).status).to.equal(200);
    expect((await page.post("/api/v1/auth/refresh", undefined, page.proof)).status).to.equal(200);
  });

  it("refuses a request without a token", async () => {
    expectProblem(await api.post("/api/v1/auth/refresh", {}), 401, "invalid_refresh_token");
  });

  it("clears the cookies of an ended session", async () => {
    const { page, user } = await loggedInPage();
    await Session.endAll(user.id);
    expectProblem(await page.post("/api/v1/auth/refresh", {}, page.proof), 401, "invalid_refresh_token");
    expect(page.jar.names()).to.deep.equal([]);
  });

  it("logs out with the refresh cookie and a CSRF token once the access token is missing or expired", async () => {
    for (const access of ["cw_access=; Max-Age=0; Path=/", "cw_access=one.that.ran-out; Path=/"]) {
      const { page, user } = await loggedInPage();
      page.jar.store(new URL(testOrigin()), [access]);
      expectProblem(await page.post("/api/v1/auth/logout"), 403, "csrf_failed");
      expect((await page.post("/api/v1/auth/logout", undefined, page.proof)).status).to.equal(204);
      expect(page.jar.names()).to.deep.equal([]);
      const running = await sql("SELECT FROM sessions WHERE user_id = $1 AND ended_at IS NULL", [user.id]);
      expect(running).to.deep.equal([]);
    }
  });

  it("clears invalid cookies, even without the refresh cookie", async () => {
    const page = new Page();
    page.jar.store(new URL(testOrigin()), ["cw_access=one.that.ran-out; Path=/"]);
    expectProblem(await page.post("/api/v1/auth/refresh", {}), 401, "invalid_refresh_token");
    expect(page.jar.names()).to.deep.equal([]);
  });

  it("clears both cookies on log-out and revokes the tokens", async () => {
    const { page } = await loggedInPage();
    const kept = page.headers("/api/v1/auth/refresh", page.proof);
    expect((await page.post("/api/v1/auth/logout", undefined, page.proof)).status).to.equal(204);
    expect(page.jar.names()).to.deep.equal([]);
    expectProblem(await api.get("/api/v1/me", kept), 401, "invalid_token");
    expectProblem(await api.post("/api/v1/auth/refresh", {}, kept), 401, "invalid_refresh_token");
  });
});
