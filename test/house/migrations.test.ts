import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { migrate } from "../../src/database/migrate.js";
import { withClient } from "../support/database.js";
import { dumpSchema, withScratchDatabase } from "../support/scratchDatabase.js";

const root = path.resolve(__dirname, "../..");
const files = readdirSync(path.join(root, "db/migrations")).sort();
const run = promisify(execFile);

/** sequelize-cli with .sequelizerc in a separate process, as operators run it. */
const cli = (url: string, command: string, ...more: string[]) =>
  run("node_modules/.bin/sequelize-cli", [command, ...more], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
  });

/** migrate() in a separate process, as a second instance of the shop runs it. */
const migrateElsewhere = (url: string) =>
  run(
    process.execPath,
    [
      "--import=tsx",
      "-e",
      'require("./src/database/migrate.ts").migrate(process.env.DATABASE_URL).then((done) => console.log(JSON.stringify(done)))',
    ],
    { cwd: root, env: { ...process.env, DATABASE_URL: url } },
  ).then(({ stdout }) => JSON.parse(stdout) as string[]);

const applied = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(`SELECT name FROM "SequelizeMeta" ORDER BY name`);
    return rows.map(({ name }) => name);
  });

describe("Migrations", function () {
  this.timeout(60_000);

  it("are plain JavaScript, dated, and named after their change", () => {
    for (const file of files) expect(file).to.match(/^20\d{12}-[a-z]+(-[a-z]+)+\.js$/);
    expect(new Set(files.map((file) => file.slice(0, 14)))).to.have.property("size", files.length);
  });

  it("migrate up, all the way down and up again to the same schema, through sequelize-cli", () =>
    withScratchDatabase(async (url) => {
      const empty = await dumpSchema(url);
      await cli(url, "db:migrate");
      const first = await dumpSchema(url);
      await cli(url, "db:migrate:undo:all");
      const undone = (await dumpSchema(url)).filter((line) => !line.includes("SequelizeMeta"));
      expect(undone).to.deep.equal(empty);
      await cli(url, "db:migrate");
      expect(await dumpSchema(url)).to.deep.equal(first);
      expect(first.length).to.be.above(200);
    }));

  it("are recorded alike by the shop and sequelize-cli, so that each can continue after the other", () =>
    withScratchDatabase(async (url) => {
      await cli(url, "db:migrate", "--to", files[2] ?? "");
      expect(await migrate(url)).to.deep.equal(files.slice(3));
      expect(await applied(url)).to.deep.equal(files);
      const { stdout } = await cli(url, "db:migrate:status");
      expect(stdout).not.to.match(/^down/m);
      await withScratchDatabase(async (other) => {
        await cli(other, "db:migrate");
        expect(await migrate(other)).to.deep.equal([]);
        expect(await dumpSchema(other)).to.deep.equal(await dumpSchema(url));
      });
    }));

  it("run once when two instances boot at once", () =>
    withScratchDatabase(async (url) => {
      const both = await Promise.all([migrateElsewhere(url), migrateElsewhere(url)]);
      expect(both.flat().sort()).to.deep.equal(files);
      expect(both.map(({ length }) => length).sort((a, b) => a - b)).to.deep.equal([0, files.length]);
      expect(await applied(url)).to.deep.equal(files);
    }));

  it("are atomic, and a failure keeps the record of the earlier ones", () =>
    withScratchDatabase(async (url) => {
      // Makes the fourth one fail.
      await withClient(url, (client) => client.query("CREATE TABLE shipping_options (id int)"));
      const refusal = await migrate(url).then(
        () => "",
        (error: Error) => error.message,
      );
      expect(refusal).to.match(/shipping_options/);
      expect(await applied(url)).to.deep.equal(files.slice(0, 3));
      await withClient(url, (client) => client.query("DROP TABLE shipping_options"));
      expect(await migrate(url)).to.deep.equal(files.slice(3));
    }));

  it("ignore the database's time limits", () =>
    withScratchDatabase(async (url) => {
      await withClient(url, async (client) => {
        const { rows } = await client.query<{ name: string }>("SELECT current_database() AS name");
        for (const limit of ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"])
          await client.query(`ALTER DATABASE ${rows[0]?.name} SET ${limit} = 100`);
      });
      const [held, waited] = [migrateElsewhere(url), migrateElsewhere(url)];
      expect((await Promise.all([held, waited])).flat().sort()).to.deep.equal(files);
    }));

  it("run with DATABASE_URL alone, and report that it is missing", async () => {
    const folder = mkdtempSync(path.join(root, ".data-test-"));
    try {
      const env = { ...process.env, DATABASE_URL: "", DATA_DIR: folder };
      const refused = await run("node_modules/.bin/sequelize-cli", ["db:migrate:status"], {
        cwd: root,
        env,
      }).catch((error: { stderr: string }) => error);
      expect(refused.stderr).to.match(/set DATABASE_URL/);
      // The file of a running embedded server is enough.
      mkdirSync(folder, { recursive: true });
      const url = String(process.env.DATABASE_URL);
      writeFileSync(path.join(folder, "postgres.json"), JSON.stringify({ url }), { mode: 0o600 });
      const { stdout } = await run("node_modules/.bin/sequelize-cli", ["db:migrate:status"], {
        cwd: root,
        env,
      });
      expect(stdout.match(/^up /gm)).to.have.length(files.length);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
