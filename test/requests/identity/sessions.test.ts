import { runTask } from "../../support/jobs.js";
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { api, expectProblem } from "../../support/api.js";
import { createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { sql } from "../../support/database.js";
import { Session } from "../../../src/models/identity/Session.js";
import { ageSessions, expireSessions } from "../../support/factories/identity/sessions.js";

type Device = { id: string; current: boolean; userAgent: string | null; ip: string | null };
const sessionsOf = async (headers: Record<string, string>): Promise<Device[]> =>
  (await api.get("/api/v1/me/sessions", headers)).body.data;

describe("GET /api/v1/me/sessions", () => {
  it("needs a login", async () => {
    expectProblem(await api.get("/api/v1/me/sessions"), 401, "not_authenticated");
  });

  it("lists the user's active sessions with their devices, and marks the current one", async () => {
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

  it("supports page and cursor pagination", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    for (let n = 0; n < 4; n++) await logInAs(user);
    const page = await api.get("/api/v1/me/sessions?limit=2&page=3", headers);
    expect(page.body.data).to.have.length(1);
    expect(page.body.meta).to.deep.equal({ limit: 2, nextCursor: null, page: 3, total: 5 });
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const { body } = await api.get(`/api/v1/me/sessions?limit=2&cursor=${cursor}`, headers);
      expect(body.meta).not.to.have.any.keys("page", "total");
      seen.push(...(body.data as Device[]).map(({ id }) => id));
      cursor = body.meta.nextCursor as string | null;
    }
    expect(new Set(seen)).to.have.property("size", 5);
    expectProblem(await api.get("/api/v1/me/sessions?page=1&cursor=", headers), 400, "validation_failed");
    expectProblem(await api.get("/api/v1/me/sessions?cursor=x", headers), 400, "invalid_cursor");
  });

  it("omits expired sessions", async () => {
    const user = await createUser();
    await logInAs(user);
    await expireSessions(user.id);
    expect(await sessionsOf(await logInAs(user))).to.have.length(1);
  });
});

describe("An unused session", () => {
  const logIn = async () => {
    const user = await createUser();
    const { body } = await api.post("/api/v1/auth/login", { login: user.email, password: PASSWORD });
    return { user, refreshToken: body.refreshToken as string };
  };
  const refresh = (refreshToken: string) => api.post("/api/v1/auth/refresh", { refreshToken });

  it("starts its idle period anew with each refresh", async () => {
    const lively = await logIn();
    await ageSessions(lively.user.id, 13);
    const { status, body } = await refresh(lively.refreshToken);
    expect(status).to.equal(200);
    await ageSessions(lively.user.id, 13);
    expect((await refresh(body.refreshToken)).status).to.equal(200);
  });

  it("expires after SESSION_IDLE_DAYS", async () => {
    const idle = await logIn();
    await ageSessions(idle.user.id, 15);
    expectProblem(await refresh(idle.refreshToken), 401, "invalid_refresh_token");
    expect(await sessionsOf(await logInAs(idle.user)), "only the new one").to.have.length(1);
  });

  it("is deleted with its tokens a week after its end, whatever the reason", async () => {
    const [running, ended, fresh, idle] = [await logIn(), await logIn(), await logIn(), await logIn()];
    await ageSessions(running.user.id, 13);
    await Session.endAll(ended.user.id);
    await ageSessions(ended.user.id, 8);
    await ageSessions(fresh.user.id, 13);
    await Session.endAll(fresh.user.id);
    await ageSessions(idle.user.id, 22);
    await runTask("purgeSessions");
    const left = await sql<{ user_id: string }>(
      `SELECT s.user_id FROM sessions s JOIN refresh_tokens t ON t.session_id = s.id
       WHERE s.user_id = ANY ($1) ORDER BY s.id`,
      [[running, ended, fresh, idle].map(({ user }) => user.id)],
    );
    expect(left.map(({ user_id }) => user_id)).to.deep.equal([running.user.id, fresh.user.id]);
  });
});

describe("DELETE /api/v1/me/sessions/:id", () => {
  it("returns 404 for another user's session, and keeps it active", async () => {
    const victim = await logInAs(await createUser());
    const [theirs] = await sessionsOf(victim);
    const thief = await logInAs(await createUser());
    expectProblem(await api.delete(`/api/v1/me/sessions/${theirs?.id}`, thief), 404, "not_found");
    expectProblem(await api.delete(`/api/v1/me/sessions/${randomUUID()}`, thief), 404, "not_found");
    expect((await api.get("/api/v1/me", victim)).status).to.equal(200);
  });

  it("ends only that session immediately, including its refresh token", async () => {
    const user = await createUser();
    const lost = (await api.post("/api/v1/auth/login", { login: user.email, password: PASSWORD })).body;
    const here = await logInAs(user);
    const other = (await sessionsOf(here)).find(({ current }) => !current);
    expect((await api.delete(`/api/v1/me/sessions/${other?.id}`, here)).status).to.equal(204);
    const audited = await sql("SELECT action, actor_id FROM audit_log WHERE target_id = $1", [other?.id]);
    expect(audited).to.deep.equal([{ action: "user.session_ended", actor_id: user.id }]);
    const me = await api.get("/api/v1/me", { authorization: `Bearer ${lost.accessToken}` });
    expectProblem(me, 401, "invalid_token");
    const refreshed = await api.post("/api/v1/auth/refresh", { refreshToken: lost.refreshToken });
    expectProblem(refreshed, 401, "invalid_refresh_token");
    expectProblem(await api.delete(`/api/v1/me/sessions/${other?.id}`, here), 404, "not_found");
    expect((await api.get("/api/v1/me", here)).status).to.equal(200);
  });
});
