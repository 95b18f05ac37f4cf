/**
 * A run has one PostgreSQL server: its own embedded one, or TEST_DATABASE_URL. It migrates a template once, and each process
 * that runs test files works on a clone: one process, or several with --parallel. After the tests, every invariant must
 * hold in every clone.
 */
import { dataDir } from "./env.js";
import { startEmbeddedPostgres } from "../../src/embeddedPostgres/startEmbeddedPostgres.js";
import { sequelize } from "../../src/database/sequelize.js";
import { closeTestServer, openTestServer } from "./api.js";
import { expectCleanInvariants } from "./invariants.js";
import { cloneTemplate, clonesOf, createTemplate, moveTo } from "./runDatabases.js";

let stop: () => Promise<void> = () => Promise.resolve();
let opened: Promise<void> | undefined;

/** Mocha runs it once, in the process that was started. Workers inherit its environment. */
export async function mochaGlobalSetup(): Promise<void> {
  let server = process.env.TEST_DATABASE_URL;
  if (!server) {
    const postgres = await startEmbeddedPostgres({ dataDir });
    stop = () => postgres.stop();
    server = postgres.url;
  }
  process.env.TEST_SERVER_URL = server;
  try {
    await createTemplate(server);
  } catch (error) {
    await stop();
    throw error;
  }
}

export const mochaHooks = {
  /** Mocha runs it once in a single process, and before each file in a worker. */
  async beforeAll(this: Mocha.Context) {
    this.timeout(60_000);
    await (opened ??= openShop(String(process.env.TEST_SERVER_URL)));
  },
};

async function openShop(server: string): Promise<void> {
  await moveTo(await cloneTemplate(server, process.env.MOCHA_WORKER_ID ?? "0"));
  await openTestServer();
}

/** Mocha runs it once, in the process that was started. The run fails when it throws. */
export async function mochaGlobalTeardown(): Promise<void> {
  try {
    for (const url of await clonesOf(String(process.env.TEST_SERVER_URL))) {
      await moveTo(url);
      await expectCleanInvariants();
    }
  } finally {
    closeTestServer();
    await sequelize.close();
    await stop();
  }
}
