import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { api, expectProblem } from "../../support/api.js";
import { overtaken, sql } from "../../support/database.js";
import { ageLogins, createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { ADDRESS } from "../../support/factories/orders/orders.js";
import {
  Browser,
  closeIdentityProvider,
  openIdentityProvider,
  somebody,
} from "../../support/identityProvider.js";

const someEmail = () => `${randomUUID()}@example.com`;

/** The session that authorised a request may have ended once the request locks the user's row. */
describe("A request that waited for its user's row", () => {
  const closed = (id: string): [string, unknown[]][] => [
    ["DELETE FROM sessions WHERE user_id = $1", [id]],
    ["UPDATE users SET anonymized_at = now(), token_version = token_version + 1 WHERE id = $1", [id]],
  ];
  const loggedOut = (id: string): [string, unknown[]][] => [
    ["UPDATE users SET token_version = token_version + 1 WHERE id = $1", [id]],
    ["UPDATE sessions SET ended_at = now() WHERE user_id = $1", [id]],
  ];

  for (const [what, changes] of Object.entries({
    "closed the account": closed,
    "logged out everywhere": loggedOut,
  }))
    it(`writes nothing when its owner ${what} in the meantime`, async () => {
      const user = await createUser();
      const { id } = user;
      const headers = await logInAs(user);
      const profile = { firstName: "Back", email: someEmail() };
      const patched = await overtaken(id, () => api.patch("/api/v1/me", profile, headers), changes(id));
      expectProblem(patched, 401, "invalid_token");
      const [row] = await sql("SELECT first_name FROM users WHERE id = $1", [id]);
      expect(row).to.deep.equal({ first_name: null });
    });

  it("adds no address to an account that was closed in the meantime", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    const added = await overtaken(
      user.id,
      () => api.post("/api/v1/me/addresses", ADDRESS, headers),
      closed(user.id),
    );
    expectProblem(added, 401, "invalid_token");
    expect(await sql("SELECT FROM addresses WHERE user_id = $1", [user.id])).to.deep.equal([]);
  });

  it("does not let an old login restore an address that the owner has just replaced", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    await ageLogins(user.id);
    const back = await overtaken(user.id, () => api.patch("/api/v1/me", { email: user.email }, headers), [
      ["UPDATE users SET email = $2 WHERE id = $1", [user.id, someEmail()]],
    ]);
    expectProblem(back, 403, "reauthentication_required");
  });

  it("requires a second factor that was added in the meantime", async () => {
    const user = await createUser();
    const logIn = () => api.post("/api/v1/auth/login", { login: user.email, password: PASSWORD });
    const answer = await overtaken(user.id, logIn, [
      ["UPDATE users SET totp_secret = 'x', totp_confirmed_at = now() WHERE id = $1", [user.id]],
    ]);
    expectProblem(answer, 401, "mfa_required");
  });

  it("links no identity after all sessions have ended", async () => {
    await openIdentityProvider();
    try {
      const user = await createUser();
      const headers = { ...(await logInAs(user)), "content-type": "application/json" };
      const browser = new Browser();
      const body = JSON.stringify({ provider: "test", returnTo: "/account" });
      const begun = await browser.fetch("/api/v1/me/identities", { method: "POST", headers, body });
      const { authorizationUrl } = (await begun.json()) as { authorizationUrl: string };
      const callback = await browser.signIn(authorizationUrl, somebody().subject);
      const answer = await overtaken(user.id, () => browser.fetch(callback), loggedOut(user.id));
      expect(answer.status).to.equal(401);
      expect(await sql("SELECT FROM user_identities WHERE user_id = $1", [user.id])).to.deep.equal([]);
    } finally {
      await closeIdentityProvider();
    }
  });
});
