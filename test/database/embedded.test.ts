import { expect } from "chai";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from "../../src/embeddedPostgres/startEmbeddedPostgres.js";
import { isAlive } from "../../src/embeddedPostgres/processes.js";

const MODULE = path.resolve(__dirname, "../../src/embeddedPostgres/startEmbeddedPostgres.ts");

describe("embedded PostgreSQL", function () {
  this.timeout(20_000);

  let dataDir: string;
  let server: EmbeddedPostgres;
  let lines: string[];
  const children = new Set<ChildProcess>();

  const start = async (options: { port?: number; database?: string } = {}) =>
    (server = await startEmbeddedPostgres({ dataDir, log: (line) => lines.push(line), ...options }));

  /** A separate process that starts the server, prints its URL, and runs until it is killed. */
  async function startElsewhere(): Promise<{ child: ChildProcess; url: string }> {
    const program = `require(${JSON.stringify(MODULE)})
      .startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} })
      .then(({ url, stop }) => {
        process.on("SIGTERM", () => stop().then(() => process.exit()));
        console.log(url);
        setInterval(() => {}, 60_000);
      });`;
    const child = spawn(process.execPath, ["--import", "tsx", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.add(child);
    const [url] = (await once(child.stdout, "data")) as [Buffer];
    return { child, url: url.toString().trim() };
  }

  before(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), "cartwright-postgres-"));
  });

  beforeEach(() => {
    lines = [];
  });

  after(async () => {
    for (const child of children) child.kill("SIGKILL");
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it("creates a cluster on the first start, despite the remains of an interrupted one", async () => {
    mkdirSync(path.join(dataDir, "postgres.init-abc", "data", "base"), { recursive: true });
    await start();

    expect(server.owned).to.equal(true);
    expect(await ask(server.url, "SELECT current_database() AS answer")).to.equal("cartwright");
    expect(await ask(server.url, "SHOW fsync")).to.equal("on");
    expect(await ask(server.url, "SHOW data_checksums")).to.equal("on");
    expect(
      await ask(server.url, "SELECT string_agg(x, '' ORDER BY x) FROM unnest('{b,B,é,a,A,z}'::text[]) x"),
    ).to.equal("ABabzé");
    await ask(server.url, "CREATE TABLE kept (n int)");
    await ask(server.url, "INSERT INTO kept VALUES (1)");
  });

  it("hides its password from other users, and requires it", async function () {
    if (process.platform === "win32") this.skip();
    for (const file of ["postgres.json", "postgres.log"]) {
      expect(statSync(path.join(dataDir, file)).mode & 0o777, file).to.equal(0o600);
    }
    expect(statSync(path.join(dataDir, "postgres.members")).mode & 0o777).to.equal(0o700);
    const wrong = server.url.replace(/:[^:@]+@/, ":wrong@");
    expect(await ask(wrong, "SELECT 1").catch((error: { code: string }) => error.code)).to.equal("28P01");
  });

  it("shares a server that a live process owns", async () => {
    const second = await startEmbeddedPostgres({ dataDir, database: "other" });
    expect(second.owned).to.equal(false);
    expect(second.port).to.equal(server.port);
    await second.stop();
    expect(await ask(second.url, "SELECT current_database()")).to.equal("other");
  });

  it("responds within 5 s after kill -9 of the postmaster, even with a busy backend", async () => {
    const busy = ask(server.url, "SELECT count(*) FROM generate_series(1, 10000000000)").catch(
      () => "terminated",
    );
    await sleep(100);
    const killed = performance.now();
    process.kill(postmasterPid(), "SIGKILL");
    await untilAnswered(server.url);

    expect(performance.now() - killed).to.be.below(5_000);
    expect(await busy).to.equal("terminated");
    expect(await ask(server.url, "SELECT count(*)::int FROM kept")).to.equal(1);
    expect(lines.join("\n")).to.match(/died; restarting it/);
  });

  it("keeps its port after a restart, and can be stopped repeatedly", async () => {
    const { url } = server;
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(await ask(url, "SELECT 1").catch((error: { code: string }) => error.code)).to.equal(
      "ECONNREFUSED",
    );

    await start();
    expect(server.url).to.equal(url);
    expect(await ask(url, "SELECT count(*)::int FROM kept")).to.equal(1);
  });

  it("uses another port if its own is in use, and fails if that port was requested", async () => {
    await server.stop();
    const squatter = createServer().listen(server.port, "127.0.0.1");
    await once(squatter, "listening");
    const refused = await start({ port: server.port }).catch((error: Error) => error.message);
    expect(refused).to.match(/port is taken/);

    const before = server.port;
    await start();
    expect(server.port).not.to.equal(before);
    squatter.close();
  });

  it("adopts the server of a killed process, with all committed data", async () => {
    await server.stop();
    const { child, url } = await startElsewhere();
    const orphan = postmasterPid();
    await ask(url, "INSERT INTO kept VALUES (2)");
    child.kill("SIGKILL");
    await once(child, "exit");
    await start();
    expect(server).to.include({ owned: true, url });
    expect(postmasterPid()).to.equal(orphan);
    expect(await ask(url, "SELECT count(*)::int FROM kept")).to.equal(2);

    process.kill(orphan, "SIGKILL");
    await untilAnswered(url);
    expect(postmasterPid()).not.to.equal(orphan);
  });

  it("takes over when its owner is killed while stopping the server", async function () {
    if (process.platform !== "linux") this.skip();
    await server.stop();
    const { child, url } = await startElsewhere();
    const postmaster = postmasterPid();
    const client = new Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const backend = rows[0]?.pid ?? 0;
    process.kill(backend, "SIGSTOP"); // the stop waits for this backend
    try {
      child.kill("SIGTERM");
      while ((await ask(url, "SELECT 1").catch((error: { code: string }) => error.code)) !== "57P03")
        await sleep(10);
      const starting = start();
      child.kill("SIGKILL");
      await once(child, "exit");
      expect(isAlive(postmaster)).to.equal(true);
      process.kill(backend, "SIGCONT");
      await starting;
    } finally {
      if (isAlive(backend)) process.kill(backend, "SIGCONT");
      await client.end().catch(() => {});
    }
    expect(server.owned).to.equal(true);
    expect(isAlive(postmaster)).to.equal(false);
    expect(await ask(server.url, "SELECT count(*)::int FROM kept")).to.equal(2);
  });

  it("hands the server to a later process, and takes it back when that process exits", async () => {
    const { child } = await startElsewhere();
    const postmaster = postmasterPid();
    await server.stop();
    expect(isAlive(postmaster)).to.equal(true);
    await start();
    expect(server.owned).to.equal(false);

    child.kill("SIGTERM");
    await once(child, "exit");
    expect(server.owned).to.equal(true);
    expect(postmasterPid()).to.equal(postmaster);
    process.kill(postmaster, "SIGKILL");
    await untilAnswered(server.url);
    expect(lines.join("\n")).to.match(/takes over/);
  });

  it("neither adopts nor stops the server of another process after its own data folder was deleted", async () => {
    const used = dataDir;
    dataDir = mkdtempSync(path.join(os.tmpdir(), "cartwright-postgres-"));
    try {
      const old = await startElsewhere();
      const lost = postmasterPid();
      rmSync(dataDir, { recursive: true });
      const fresh = await startEmbeddedPostgres({ dataDir });
      expect(fresh.owned).to.equal(true);
      old.child.kill("SIGTERM");
      await once(old.child, "exit");

      expect(isAlive(lost)).to.equal(false);
      expect(await ask(fresh.url, "SELECT 1")).to.equal(1);
      expect(isAlive(postmasterPid())).to.equal(true);
      await fresh.stop();
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
      dataDir = used;
    }
  });

  it("stops an orphan whose password is lost, and sets a new one", async () => {
    await server.stop();
    const { child, url } = await startElsewhere();
    child.kill("SIGKILL");
    await once(child, "exit");
    rmSync(path.join(dataDir, "postgres.json"));

    await start();
    expect(server.url).not.to.equal(url);
    expect(await ask(server.url, "SELECT count(*)::int FROM kept")).to.equal(2);
  });

  it("starts despite a postmaster.pid whose pid now belongs to another process", async () => {
    await server.stop();
    writeFileSync(
      pidFile(),
      `${process.pid}\n${path.join(dataDir, "postgres")}\n1700000000\n5432\n\n127.0.0.1\n`,
    );
    const members = path.join(dataDir, "postgres.members");
    const earlier = Buffer.from("earlier").toString("hex");
    writeFileSync(path.join(members, `000000001.${process.pid}.${statSync(members).ino}.${earlier}.0a`), "");
    await start();
    expect(server.owned).to.equal(true);
    expect(await ask(server.url, "SELECT count(*)::int FROM kept")).to.equal(2);
  });

  it("refuses a folder of another major version, and quotes PostgreSQL when it cannot start", async () => {
    await server.stop();
    const version = path.join(dataDir, "postgres", "PG_VERSION");
    const made = readFileSync(version, "utf8");
    writeFileSync(version, "15\n");
    expect(await start().catch((error: Error) => error.message)).to.match(/was created by PostgreSQL 15/);
    writeFileSync(version, made);

    const settings = path.join(dataDir, "postgres", "postgresql.conf");
    const kept = readFileSync(settings, "utf8");
    writeFileSync(settings, `${kept}\nno_such_setting = 1\n`);
    expect(await start().catch((error: Error) => error.message)).to.match(/did not start[^]*no_such_setting/);
    writeFileSync(settings, kept);
  });

  const pidFile = () => path.join(dataDir, "postgres", "postmaster.pid");
  const postmasterPid = () => Number(readFileSync(pidFile(), "utf8").split("\n")[0]);
});

/** The first column of the first row. */
async function ask(connectionString: string, text: string): Promise<unknown> {
  const client = new Client({ connectionString });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(text);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end().catch(() => {});
  }
}

async function untilAnswered(url: string): Promise<void> {
  while ((await ask(url, "SELECT 1").catch(() => undefined)) !== 1) await sleep(20);
}
