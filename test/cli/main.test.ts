import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbeddedPostgres } from "../../src/embeddedPostgres/startEmbeddedPostgres.js";
import "../../src/models/index.js";
import { checkCredentials } from "../../src/services/identity/passwords/checkCredentials.js";
import { shirt, toCsv } from "../lib/shopify/csv.js";
import { sql, withClient } from "../support/database.js";
import { cartwright } from "./cartwright.js";

describe("cartwright", function () {
  this.timeout(60_000);

  it("prints its help and its version without a valid configuration", async () => {
    const env = { PORT: "not a port" };
    const help = await cartwright(["--help"], { env });
    expect(help.code).to.equal(0);
    expect(help.stdout)
      .to.match(/import/)
      .and.match(/admin:create/)
      .and.match(/db:url/);
    const { version } = JSON.parse(readFileSync(path.resolve(__dirname, "../../package.json"), "utf8"));
    expect(await cartwright(["--version"], { env })).to.include({ code: 0, stdout: `${version}\n` });
  });

  it("lists the problems of the configuration, without a stack trace", async () => {
    const { code, stderr } = await cartwright(["db:url"], { env: { PORT: "not a port" } });
    expect(code).to.equal(2);
    expect(stderr).to.match(/^cartwright: The configuration is not valid:\n {2}- PORT: /);
    expect(stderr).not.to.match(/\n {4}at /);
  });

  describe("admin:create", () => {
    const email = "Operator@Example.com";
    const create = (password: string, address = email) =>
      cartwright(["admin:create", "--email", address, "--password-stdin"], { stdin: `${password}\n` });
    afterEach(() => sql("DELETE FROM users WHERE email LIKE 'operator%'"));

    it("creates an administrator who can log in", async () => {
      expect(await create("a long enough password")).to.include({ code: 0, stderr: "" });
      const user = await checkCredentials("operator@example.com", "a long enough password");
      expect(user?.role).to.equal("admin");
    });

    it("refuses an invalid address, a short password, and an address with an account", async () => {
      expect((await create("a long enough password", "nobody")).stderr).to.match(/is not an e-mail address/);
      expect((await create("short")).stderr).to.match(/8 to 256 characters/);
      await create("a long enough password");
      const again = await create("another long password");
      expect(again.code).to.equal(1);
      expect(again.stderr).to.match(/^cartwright: operator@example\.com already has an account\n$/);
    });

    it("does not prompt for a password without a terminal", async () => {
      const { code, stderr } = await cartwright(["admin:create", "--email", email]);
      expect(code).to.equal(2);
      expect(stderr).to.match(/--password-stdin/);
    });
  });

  describe("with the embedded PostgreSQL", () => {
    let dataDir: string;
    const env = () => ({ DATA_DIR: dataDir, DATABASE_URL: "", TEST_DATABASE_URL: "" });
    before(() => (dataDir = mkdtempSync(path.join(os.tmpdir(), "cartwright-cli-data-"))));
    after(() => rmSync(dataDir, { recursive: true, force: true }));

    it("starts and stops it for one command, or uses a running one", async () => {
      const file = path.join(dataDir, "shirt.csv");
      writeFileSync(file, toCsv([shirt()]));
      const first = await cartwright(["import", "products", file], { env: env() });
      expect(first).to.include({ code: 0, stderr: "" });
      const stopped = await cartwright(["db:url"], { env: env() });
      expect(stopped.code).to.equal(2);
      expect(stopped.stderr).to.match(/is not running/);

      const shop = await startEmbeddedPostgres({ dataDir });
      try {
        expect((await cartwright(["db:url"], { env: env() })).stdout).to.equal(`${shop.url}\n`);
        const second = await cartwright(["import", "products", file], { env: env() });
        expect(second.stdout).to.match(/0 created, 0 updated, 1 unchanged/);
        await sleep(300);
        await withClient(shop.url, async (client) => {
          const { rows } = await client.query("SELECT slug FROM products");
          expect(rows).to.deep.equal([{ slug: "shirt" }]);
        });
      } finally {
        await shop.stop();
      }
    });
  });
});
