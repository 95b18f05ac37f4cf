import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { isAlive } from "../../src/embeddedPostgres/processes.js";
import { PASSWORD } from "../support/factories/identity/users.js";
import { endServers, startServer, temporaryFolder, type ServerProcess } from "../support/serverProcess.js";

const TAKEOVER_MS = 5_000;

const postmasterOf = (dataDir: string): number => {
  const file = path.join(dataDir, "postgres", "postmaster.pid");
  return existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : 0;
};

const post = async (server: ServerProcess, route: string, body: object): Promise<Response> => {
  const answer = await fetch(`${server.url}/api/v1/auth/${route}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
  return answer;
};

const register = async (server: ServerProcess): Promise<string> => {
  const email = `${randomUUID()}@example.com`;
  expect((await post(server, "register", { email, password: PASSWORD })).status).to.equal(201);
  return email;
};

async function expectLogins(server: ServerProcess, logins: string[]): Promise<void> {
  for (const login of logins) {
    expect((await post(server, "login", { login, password: PASSWORD })).status, login).to.equal(200);
  }
}

async function untilReady(server: ServerProcess): Promise<void> {
  while (!(await fetch(`${server.url}/health/ready`).catch(() => null))?.ok) await delay(20);
}

/** Kills PostgreSQL; only a process that supervises it starts it again. */
async function expectSupervised(server: ServerProcess, dataDir: string): Promise<void> {
  const killed = postmasterOf(dataDir);
  process.kill(killed, "SIGKILL");
  const since = performance.now();
  while (!isAlive(postmasterOf(dataDir)) || postmasterOf(dataDir) === killed) {
    expect(performance.now() - since, server.output()).to.be.below(TAKEOVER_MS);
    await delay(20);
  }
  await untilReady(server);
  expect(performance.now() - since, server.output()).to.be.below(TAKEOVER_MS);
}

/** The last process stops PostgreSQL. */
async function expectLast(server: ServerProcess, dataDir: string): Promise<void> {
  const postmaster = postmasterOf(dataDir);
  server.signal("SIGTERM");
  expect(await server.ended, server.output()).to.equal(0);
  expect(isAlive(postmaster), "PostgreSQL is still running").to.equal(false);
  expect(postmasterOf(dataDir)).to.equal(0);
}

describe("Several processes on the embedded PostgreSQL", function () {
  this.timeout(180_000);
  before(function () {
    if (process.platform !== "linux") this.skip();
  });
  afterEach(endServers);

  let dataDir: string;
  const start = () =>
    startServer({ DATABASE_URL: "", BCRYPT_COST: "4", RATE_LIMITS: "off", DATA_DIR: dataDir });
  beforeEach(() => void (dataDir = temporaryFolder()));

  it("keeps PostgreSQL running for the other process when its owner receives SIGTERM", async () => {
    const first = await start();
    const second = await start();
    const postmaster = postmasterOf(dataDir);
    const logins = [await register(first), await register(second)];

    first.signal("SIGTERM");
    let over = false;
    void first.ended.then(() => (over = true));
    while (!over) logins.push(await register(second));
    expect(await first.ended, first.output()).to.equal(0);
    logins.push(await register(second));
    expect(postmasterOf(dataDir)).to.equal(postmaster);

    await expectSupervised(second, dataDir);
    await expectLogins(second, logins);
    await expectLast(second, dataDir);
  });

  it("restarts PostgreSQL within seconds when it is killed together with its owner", async () => {
    const first = await start();
    const second = await start();
    const acknowledged = [await register(first)];
    const statuses = new Set<number>();
    let killed = false;
    let answeredAfter = 0;
    const client = async () => {
      while (answeredAfter < 20) {
        const email = `${randomUUID()}@example.com`;
        const answer = await post(second, "register", { email, password: PASSWORD });
        if (answer.status === 201) {
          acknowledged.push(email);
          if (killed) answeredAfter++;
        } else {
          statuses.add(answer.status);
          expect(answer.headers.get("retry-after")).to.match(/^\d+$/);
        }
        if (acknowledged.length >= 20 && !killed) {
          killed = true;
          first.signal("SIGKILL");
          process.kill(postmasterOf(dataDir), "SIGKILL");
        }
      }
    };
    await Promise.all([client(), client(), client()]);

    expect([...statuses].every((status) => status === 503)).to.equal(true);
    await expectLogins(second, acknowledged);
    await expectSupervised(second, dataDir);
    await expectLast(second, dataDir);
  });

  it("stops PostgreSQL when all processes stop at once", async () => {
    for (let round = 0; round < 3; round++) {
      const servers = [await start(), await start()];
      const postmaster = postmasterOf(dataDir);
      for (const server of servers) server.signal("SIGTERM");
      for (const server of servers) expect(await server.ended, server.output()).to.equal(0);
      expect(isAlive(postmaster), "PostgreSQL is still running").to.equal(false);
      expect(postmasterOf(dataDir)).to.equal(0);
    }
  });

  it("passes PostgreSQL on from process to process until the last one stops it", async () => {
    const [first, second, third] = [await start(), await start(), await start()];
    const postmaster = postmasterOf(dataDir);
    const login = await register(third);
    second.signal("SIGKILL");
    await second.ended;
    first.signal("SIGTERM");
    expect(await first.ended).to.equal(0);
    const fourth = await start();
    expect(postmasterOf(dataDir)).to.equal(postmaster);
    await expectSupervised(third, dataDir);
    third.signal("SIGKILL");
    await third.ended;
    await expectSupervised(fourth, dataDir);
    await expectLogins(fourth, [login]);
    await expectLast(fourth, dataDir);
  });
});
