import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { api, expectProblem } from "../../support/api.js";
import { createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { sql } from "../../support/database.js";

type Device = { id: string; current: boolean; userAgent: string | null; ip: string | null };
const sessionsOf = async (headers: Record<string, string>): Promise<Device[]> =>
  (await api.get("/api/v1/me/sessions", headers)).body.data;

describe("GET /api/v1/me/sessions", () => {
  it("needs a login", async () => {
    expectProblem(await api.get("/api/v1/me/sessions"), 401, "not_authenticated");
  });

  it("lists the user's running sessions with their devices, and which one asks", async () => {
    const user = await createUser();
    await logInAs(await createUser());
    const over = await logInAs(user);
    await api.post("/api/v1/auth/logout", undefined, over);
    const there = await logInAs(user);
    const body = { login: user.email, password: PASSWORD };
    const here = await api.post("/api/v1/auth/login", body, { "user-agent": "Mozilla/5.0 (test)" });
    const devices = await sessionsOf({ authorization: `Bearer ${here.body.accessToken}` });
    expect(devices.map(({ current }) => current)).to.deep.equal([true, false]);
    expect(devices[0]).to.include({ userAgent: "Mozilla/5.0 (test)" });
    expect(devices[0]?.ip).to.match(/127\.0\.0\.1$/);
    expect((await sessionsOf(there)).map(({ current }) => current)).to.deep.equal([false, true]);
  });

  it("leaves out what has run out", async () => {
    const user = await createUser();
    await logInAs(user);
    await sql(
      "UPDATE sessions SET expires_at = now(), created_at = now() - interval '1 day' WHERE user_id = $1",
      [user.id],
    );
    expect(await sessionsOf(await logInAs(user))).to.have.length(1);
  });
});

describe("DELETE /api/v1/me/sessions/:id", () => {
  it("answers 404 for another user's session, and leaves it running", async () => {
    const victim = await logInAs(await createUser());
    const [theirs] = await sessionsOf(victim);
    const thief = await logInAs(await createUser());
    expectProblem(await api.delete(`/api/v1/me/sessions/${theirs?.id}`, thief), 404, "not_found");
    expectProblem(await api.delete(`/api/v1/me/sessions/${randomUUID()}`, thief), 404, "not_found");
    expect((await api.get("/api/v1/me", victim)).status).to.equal(200);
  });

  it("ends one device at once, its refresh token too, and only that one", async () => {
    const user = await createUser();
    const lost = (await api.post("/api/v1/auth/login", { login: user.email, password: PASSWORD })).body;
    const here = await logInAs(user);
    const other = (await sessionsOf(here)).find(({ current }) => !current);
    expect((await api.delete(`/api/v1/me/sessions/${other?.id}`, here)).status).to.equal(204);
    const me = await api.get("/api/v1/me", { authorization: `Bearer ${lost.accessToken}` });
    expectProblem(me, 401, "invalid_token");
    const refreshed = await api.post("/api/v1/auth/refresh", { refreshToken: lost.refreshToken });
    expectProblem(refreshed, 401, "invalid_refresh_token");
    expectProblem(await api.delete(`/api/v1/me/sessions/${other?.id}`, here), 404, "not_found");
    expect((await api.get("/api/v1/me", here)).status).to.equal(200);
  });
});
