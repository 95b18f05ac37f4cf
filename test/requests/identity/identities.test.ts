import { expect } from "chai";
import { config } from "../../../src/config.js";
import { api, expectProblem, type Headers, testOrigin } from "../../support/api.js";
import { actionsOn } from "../../support/database.js";
import { ageLogins, createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { mailsTo } from "../../support/mailbox.js";
import {
  Browser,
  closeIdentityProvider,
  expectCode,
  me,
  openIdentityProvider,
  providerOrigin,
  somebody,
} from "../../support/identityProvider.js";
import { User } from "../../../src/models/identity/User.js";

describe("/api/v1/me/identities", function () {
  this.timeout(30_000);
  before(openIdentityProvider);
  after(closeIdentityProvider);

  const begin = async (headers: Headers) => {
    const browser = new Browser();
    const response = await browser.fetch("/api/v1/me/identities", {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ provider: "test", returnTo: "/account" }),
    });
    const { authorizationUrl } = (await response.json()) as { authorizationUrl: string };
    return { browser, authorizationUrl };
  };
  const listed = async (headers: Headers): Promise<{ id: string; email: string }[]> =>
    (await api.get("/api/v1/me/identities", headers)).body.data;

  it("needs a login", async () => {
    expectProblem(await api.get("/api/v1/me/identities"), 401, "not_authenticated");
    expectProblem(await api.post("/api/v1/me/identities", { provider: "test" }), 401, "not_authenticated");
  });

  it("links an identity with any address to the requesting account, and unlinks it", async () => {
    const { subject, email } = somebody({ email_verified: false });
    const user = await createUser();
    const headers = await logInAs(user);
    const { browser, authorizationUrl } = await begin(headers);
    const response = await browser.fetch(await browser.signIn(authorizationUrl, subject));
    expect(response.headers.get("location")).to.equal(`${config.publicUrl}/account`);
    expect(browser.jar.names()).not.to.include("cw_access");
    const [identity] = await listed(headers);
    expect(identity).to.include({ provider: "test", issuer: providerOrigin(), email });
    const later = new Browser();
    await later.fetch(await later.goThrough(subject));
    expect((await me(later)).id).to.equal(user.id);
    const url = `/api/v1/me/identities/${identity?.id}`;
    expectProblem(await api.delete(url, await logInAs(await createUser())), 404, "not_found");
    // Jobs due at the same time run in any order.
    expect(await mailsTo(user.email)).to.have.length(1);
    expect((await api.delete(url, headers)).status).to.equal(204);
    expect(await listed(headers)).to.deep.equal([]);
    expect((await mailsTo(user.email)).map(({ subject }) => subject)).to.deep.equal([
      "Test can now log in to your account at Cartwright",
      "Test no longer logs in to your account at Cartwright",
    ]);
    expect(await actionsOn(user.id)).to.deep.equal([
      "user.identity_linked",
      "user.logged_in",
      "user.identity_unlinked",
    ]);
  });

  it("rejects linking with an old login and no password: a stolen session must not gain permanent access", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    await ageLogins(user.id);
    const link = (body: object) => api.post("/api/v1/me/identities", { provider: "test", ...body }, headers);
    expectProblem(await link({}), 403, "reauthentication_required");
    expectProblem(await link({ currentPassword: "not the password" }), 401, "invalid_credentials");
    expect((await link({ currentPassword: PASSWORD })).status).to.equal(200);
  });

  it("refuses an identity linked to another user, and a session that has ended in the meantime", async () => {
    const { subject } = somebody();
    const owner = new Browser();
    await owner.fetch(await owner.goThrough(subject));
    const headers = await logInAs(await createUser());
    const taken = await begin(headers);
    const callback = await taken.browser.signIn(taken.authorizationUrl, subject);
    await expectCode(await taken.browser.fetch(callback), 409, "identity_taken");
    const late = await begin(headers);
    const address = await late.browser.signIn(late.authorizationUrl, somebody().subject);
    await api.post("/api/v1/auth/logout", undefined, headers);
    await expectCode(await late.browser.fetch(address), 401, "not_authenticated");
  });

  it("does not unlink the last way to log in until a password is set", async () => {
    const { subject } = somebody();
    const browser = new Browser();
    await browser.fetch(await browser.goThrough(subject));
    const cookie = browser.jar.header(new URL(testOrigin().replace(/.*/, config.publicUrl)));
    const headers = { cookie, "sec-fetch-site": "same-origin" };
    const [identity] = await listed(headers);
    const url = `/api/v1/me/identities/${identity?.id}`;
    expectProblem(await api.delete(url, { cookie }), 403, "csrf_failed");
    expectProblem(await api.delete(url, headers), 409, "last_way_to_log_in");
    await User.update({ passwordHash: "another" }, { where: { id: (await me(browser)).id } });
    expect((await api.delete(url, headers)).status).to.equal(204);
  });
});
