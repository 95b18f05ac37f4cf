import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { type TOTP, URI } from "otpauth";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { drainQueue } from "../support/jobs.js";
import { testOrigin } from "../support/api.js";
import { launchBrowser } from "../support/browser.js";
import { createUser, logInAs, PASSWORD } from "../support/factories/identity/users.js";

const PERIOD_MS = 30_000;
type Answer = { status: number; body: Record<string, unknown> };

/** A fetch by a script of the shop's own page, with the cookies that the browser adds. */
const call = (page: Page, method: string, url: string, body?: object, headers: object = {}) =>
  page.evaluate(
    async (sent): Promise<Answer> => {
      const response = await fetch(sent.url, {
        method: sent.method,
        credentials: "same-origin",
        headers: { ...sent.headers, ...(sent.body !== undefined && { "content-type": "application/json" }) },
        ...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text ? (JSON.parse(text) as Answer["body"]) : {} };
    },
    { method, url, body, headers },
  );

const scriptCookies = (page: Page): Promise<string> => page.evaluate("document.cookie");

const cookieValue = async (context: BrowserContext, name: string): Promise<string | undefined> =>
  (await context.cookies(`${testOrigin()}/api/v1/auth/refresh`)).find((cookie) => cookie.name === name)
    ?.value;

/** The six-digit code in the newest mail to an address, read from the page at /dev/mailbox. */
async function codeFromMailbox(page: Page, email: string): Promise<string> {
  await drainQueue();
  const { status, body } = await call(page, "GET", `/dev/mailbox?to=${encodeURIComponent(email)}`);
  expect(status).to.equal(200);
  const [newest] = body.data as { text: string }[];
  return /\b\d{6}\b/.exec(newest?.text ?? "")?.[0] ?? "";
}

describe("In a real browser", function () {
  this.timeout(60_000);
  let browser: Browser | null = null;
  let context: BrowserContext;
  let page: Page;
  let foreign: Server;

  before(async function () {
    browser = await launchBrowser();
    if (!browser) return this.skip();
    // A page with a form that posts a log-out to the shop from another site.
    foreign = createServer((_request, response) => {
      response.setHeader("Content-Type", "text/html");
      response.end(
        `<form method="post" action="${testOrigin()}/api/v1/auth/logout"><button>Win</button></form>`,
      );
    }).listen(0, "127.0.0.1");
    await once(foreign, "listening");
  });
  after(async () => {
    await browser?.close();
    foreign?.close();
  });
  beforeEach(async () => {
    context = await (browser as Browser).newContext();
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${testOrigin()}/docs`);
  });
  afterEach(() => context?.close());

  /** Clicks the button on a page of another origin. */
  async function pressForeignButton(host: string) {
    const other = await context.newPage();
    await other.goto(`http://${host}:${(foreign.address() as AddressInfo).port}/`);
    const [response] = await Promise.all([
      other.waitForResponse((each) => each.url().endsWith("/auth/logout")),
      other.getByRole("button").click(),
    ]);
    const answer = { status: response.status(), text: await other.locator("body").innerText() };
    const { cookie } = await response.request().allHeaders();
    await other.close();
    return { ...answer, cookie };
  }

  it("registers, verifies, logs in with cookies, refreshes, enrols an app, logs out and logs in with an app", async () => {
    const email = `${randomUUID()}@example.com`;
    const registered = await call(page, "POST", "/api/v1/auth/register", {
      email,
      password: PASSWORD,
      transport: "cookie",
    });
    expect(registered.status, JSON.stringify(registered.body)).to.equal(201);

    const code = await codeFromMailbox(page, email);
    const verified = await call(page, "POST", "/api/v1/auth/verify-email", { email, code });
    expect(verified.status, JSON.stringify(verified.body)).to.equal(200);
    expect((await call(page, "POST", "/api/v1/auth/logout")).status).to.equal(204);
    expect((await call(page, "GET", "/api/v1/me")).status).to.equal(401);

    const login = { login: email, password: PASSWORD, transport: "cookie" };
    const loggedIn = await call(page, "POST", "/api/v1/auth/login", login);
    expect(loggedIn.status).to.equal(200);
    expect(loggedIn.body).to.have.keys("user", "tokenType", "expiresIn", "csrfToken");
    expect(await scriptCookies(page)).to.equal("");
    const before = await cookieValue(context, "cw_refresh");
    expect(before).to.be.a("string");
    expect((await call(page, "GET", "/api/v1/me")).body)
      .to.include({ email })
      .and.have.property("emailVerifiedAt")
      .a("string");

    expect((await call(page, "POST", "/api/v1/auth/refresh", {})).status).to.equal(200);
    expect(await cookieValue(context, "cw_refresh"))
      .to.be.a("string")
      .and.not.equal(before);
    await page.reload();
    expect((await call(page, "GET", "/api/v1/auth/csrf")).body.csrfToken).to.equal(loggedIn.body.csrfToken);

    const begun = await call(page, "POST", "/api/v1/me/mfa/totp", { password: PASSWORD });
    expect(begun.status, JSON.stringify(begun.body)).to.equal(201);
    const app = URI.parse(begun.body.otpauthUri as string) as TOTP;
    const enrolledAt = Date.now();
    const confirmation = { code: app.generate({ timestamp: enrolledAt }) };
    const confirmed = await call(page, "POST", "/api/v1/me/mfa/totp/confirmation", confirmation);
    expect(confirmed.status, JSON.stringify(confirmed.body)).to.equal(201);
    expect(confirmed.body.recoveryCodes).to.have.length(10);

    expect((await call(page, "POST", "/api/v1/auth/logout")).status).to.equal(204);
    expect(await cookieValue(context, "cw_refresh")).to.equal(undefined);

    const challenged = await call(page, "POST", "/api/v1/auth/login", login);
    expect(challenged.status).to.equal(401);
    expect(challenged.body.code).to.equal("mfa_required");
    expect(await context.cookies()).to.deep.equal([]);
    const finished = await call(page, "POST", "/api/v1/auth/login/mfa", {
      challenge: challenged.body.challenge,
      code: app.generate({ timestamp: enrolledAt + PERIOD_MS }),
    });
    expect(finished.status, JSON.stringify(finished.body)).to.equal(200);
    expect(finished.body.tokenType).to.equal("Cookie");
    expect((await call(page, "GET", "/api/v1/me")).body.email).to.equal(email);
  });

  it("ignores a form of another origin: it refuses same-site cookies, and the browser sends none cross-site", async () => {
    const { email } = await createUser();
    const login = { login: email, password: PASSWORD, transport: "cookie" };
    expect((await call(page, "POST", "/api/v1/auth/login", login)).status).to.equal(200);

    // Another port is another origin of the same site, so the browser sends SameSite cookies.
    const sibling = await pressForeignButton("127.0.0.1");
    expect(sibling.cookie).to.include("cw_access=");
    expect(sibling.status, sibling.text).to.equal(403);
    expect(sibling.text).to.include("csrf_failed");

    const stranger = await pressForeignButton("localhost");
    expect(stranger.cookie).to.equal(undefined);
    expect(stranger.status, stranger.text).to.equal(401);
    expect((await call(page, "GET", "/api/v1/me")).body.email).to.equal(email);
  });

  describe("Swagger UI at /docs", () => {
    async function tryMe(): Promise<{ status: string; response: string }> {
      const operation = page.locator("#operations-Accounts-showMe");
      await operation.locator(".opblock-summary-control").click();
      await operation.locator(".try-out__btn").click();
      await operation.locator("button.execute").click();
      const live = operation.locator(".live-responses-table .response").first();
      const status = await live.locator(".response-col_status").innerText();
      return { status: status.trim(), response: await live.innerText() };
    }

    it("sends GET /me with the bearer token entered under Authorize", async () => {
      const user = await createUser();
      const { authorization = "" } = await logInAs(user);
      await page.goto(`${testOrigin()}/docs`);
      await page.locator(".auth-wrapper > button.authorize").click();
      const bearer = page.locator(".auth-container", { hasText: "bearer" }).first();
      await bearer.locator("input").fill(authorization.replace("Bearer ", ""));
      await bearer.locator("button.authorize").click();
      await page.locator(".auth-btn-wrapper .btn-done").first().click();
      const { status, response } = await tryMe();
      expect(status, response).to.match(/^200/);
      expect(response).to.include(user.email);
    });

    it("sends GET /me with only the cookies of a login", async () => {
      const { email } = await createUser();
      const login = { login: email, password: PASSWORD, transport: "cookie" };
      expect((await call(page, "POST", "/api/v1/auth/login", login)).status).to.equal(200);
      await page.goto(`${testOrigin()}/docs`);
      const { status, response } = await tryMe();
      expect(status, response).to.match(/^200/);
      expect(response).to.include(email);
    });
  });
});
