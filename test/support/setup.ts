/**
 * Before all tests: a real PostgreSQL of our own (or TEST_DATABASE_URL), migrated. After them: every invariant must hold
 * in what they left, then everything is closed.
 */
import { dataDir } from "./env.js";
import { migrate } from "../../src/database/migrate.js";
import { startEmbeddedPostgres } from "../../src/embeddedPostgres/startEmbeddedPostgres.js";
import { sequelize, useDatabase } from "../../src/database/sequelize.js";
import { closeTestServer, openTestServer } from "./api.js";
import { offerShipping, resetDatabase } from "./database.js";
import { expectCleanInvariants } from "./invariants.js";

let stop: () => Promise<void> = () => Promise.resolve();
let started = false;

export const mochaHooks = {
  async beforeAll(this: Mocha.Context) {
    this.timeout(60_000);
    let url = process.env.TEST_DATABASE_URL;
    if (!url) {
      const postgres = await startEmbeddedPostgres({ dataDir });
      stop = () => postgres.stop();
      url = postgres.url;
    }
    process.env.DATABASE_URL = url;
    useDatabase(url);
    await resetDatabase(url);
    await migrate(url);
    await offerShipping(url);
    await openTestServer();
    started = true;
  },
  async afterAll(this: Mocha.Context) {
    this.timeout(300_000);
    try {
      if (started) await expectCleanInvariants();
    } finally {
      closeTestServer();
      await sequelize.close();
      await stop();
    }
  },
};
