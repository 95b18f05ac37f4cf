import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import path from "node:path";
import { expect } from "chai";
import { isAlive } from "../../src/embeddedPostgres/processes.js";
import { PASSWORD } from "../support/factories/identity/users.js";
import {
  endServers,
  freePort,
  launchServer,
  startServer,
  temporaryFolder,
} from "../support/serverProcess.js";

/** Uses the embedded server, even if the tests use another. */
const EMBEDDED = { DATABASE_URL: "", BCRYPT_COST: "4" };
const STACK = /^\s+at /m;

const post = async (url: string, body: object): Promise<number> => {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
  return answer.status;
};

const postmasterOf = (dataDir: string): number | null => {
  const file = path.join(dataDir, "postgres", "postmaster.pid");
  return existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : null;
};

describe("Process start", function () {
  this.timeout(120_000);
  afterEach(endServers);

  it("reports a port in use in one sentence, before it starts PostgreSQL", async () => {
    const port = await freePort();
    const squatter = createServer().listen(port, "127.0.0.1");
    await once(squatter, "listening");
    const dataDir = path.join(temporaryFolder(), "data");
    const server = await launchServer({ ...EMBEDDED, DATA_DIR: dataDir, PORT: String(port) });
    expect(await server.ended).to.equal(1);
    expect(server.output()).to.include(`Port ${port} is in use`).and.not.match(STACK);
    expect(postmasterOf(dataDir)).to.equal(null);
    squatter.close();
  });

  it("refuses to start in production, with a list of all missing settings", async () => {
    const needed = ["DATABASE_URL", "APP_SECRET", "JWT_KEYS", "PASSWORD_PEPPER", "PUBLIC_URL"];
    const none = Object.fromEntries(needed.map((name) => [name, ""]));
    const server = await launchServer({ ...none, NODE_ENV: "production", BCRYPT_COST: "4" });
    expect(await server.ended).to.equal(1);
    for (const name of [...needed, "BCRYPT_COST"]) expect(server.output()).to.include(`${name}: `);
    expect(server.output()).not.to.match(STACK);
  });

  it("reports an unusable database in one sentence", async () => {
    const url = new URL(process.env.DATABASE_URL ?? "");
    url.pathname = "/no_such_database";
    const server = await launchServer({ DATABASE_URL: url.href });
    expect(await server.ended).to.equal(1);
    expect(server.output()).to.include("cannot be used").and.include("no_such_database").and.not.match(STACK);
    expect(server.output()).not.to.include(url.password);
  });

  it("starts as root in a folder that other users cannot access", async function () {
    if (process.platform !== "linux" || process.geteuid?.() !== 0) {
      if (this.test) this.test.title += " (skipped: not root on Linux)";
      this.skip();
    }
    const home = temporaryFolder(); // 0700
    const dataDir = path.join(home, "shop", ".data");
    const server = await startServer({ ...EMBEDDED, DATA_DIR: dataDir });
    const postmaster = postmasterOf(dataDir) ?? 0;
    expect(server.output()).to.include(`initialised in ${dataDir}/postgres`);
    server.signal("SIGTERM");
    expect(await server.ended, server.output()).to.equal(0);
    expect(isAlive(postmaster)).to.equal(false);
    expect(statSync(home).mode & 0o777).to.equal(0o700);
  });

  it("starts without data, prints the generated password once, and keeps acknowledged writes after kill -9", async function () {
    if (process.platform !== "linux") this.skip();
    const dataDir = temporaryFolder();
    const first = await startServer({ ...EMBEDDED, DATA_DIR: dataDir });
    const kept = path.join(dataDir, "admin.json");
    const admin = JSON.parse(readFileSync(kept, "utf8")) as { email: string; password: string };
    expect(statSync(kept).mode & 0o777).to.equal(0o600);
    expect(first.output()).to.include(admin.password).and.include("/docs").and.include("/dev/mailbox");

    const acknowledged: string[] = [];
    const clients = Array.from({ length: 4 }, async () => {
      for (;;) {
        const email = `${randomUUID()}@example.com`;
        const status = await post(`${first.url}/api/v1/auth/register`, { email, password: PASSWORD }).catch(
          () => null,
        );
        if (status === null) return;
        if (status === 201) acknowledged.push(email);
        if (acknowledged.length === 20) first.child.kill("SIGKILL");
      }
    });
    await Promise.all(clients);
    expect(await first.ended).to.equal("SIGKILL");
    const orphan = postmasterOf(dataDir) ?? 0;
    expect(isAlive(orphan), "PostgreSQL survives its owner").to.equal(true);

    const second = await startServer({ ...EMBEDDED, DATA_DIR: dataDir });
    expect(second.output()).to.include("adopted").and.not.include(admin.password);
    expect(postmasterOf(dataDir)).to.equal(orphan);
    for (const login of acknowledged)
      expect(await post(`${second.url}/api/v1/auth/login`, { login, password: PASSWORD }), login).to.equal(
        200,
      );
    const { email, password } = admin;
    expect(await post(`${second.url}/api/v1/auth/login`, { login: email, password })).to.equal(200);

    // Ctrl-C: the terminal signals the whole group, and npm forwards the signal as well.
    process.kill(-Number(second.child.pid), "SIGINT");
    second.signal("SIGINT");
    expect(await second.ended, second.output()).to.equal(0);
    expect(isAlive(orphan), "PostgreSQL is still running").to.equal(false);
    expect(postmasterOf(dataDir)).to.equal(null);
  });
});
