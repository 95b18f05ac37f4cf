import { config } from "../config.js";
import { logger } from "../logger.js";
import { makeDrainable } from "./drainable.js";
import { assertPortIsFree, listen } from "./listen.js";
import { openDatabase } from "./openDatabase.js";
import { report, reportTo, step } from "./report.js";
import { assertNotStopping, onShutdown } from "./shutdown.js";
import { welcome } from "./welcome.js";

/**
 * Starts the shop: database, schema, products, administrator, background work, HTTP. Each step loads its own modules,
 * so that the first lines appear at once and a failed start loads nothing it does not need.
 */
export async function boot(): Promise<void> {
  if (config.production) reportTo(logger);
  await assertPortIsFree();
  const url = await openDatabase();
  assertNotStopping();
  await migrateDatabase(url);
  assertNotStopping();
  await (await import("./assertCurrency.js")).assertCurrency();
  assertNotStopping();
  await (await import("../services/pricing/ensureShippingOptions.js")).ensureShippingOptions();
  if (config.demoCatalog) await stockShop();
  assertNotStopping();
  const { ensureAdmin } = await import("../services/identity/access/ensureAdmin.js");
  const admin = await ensureAdmin();
  assertNotStopping();
  if (config.backgroundWork) await startWork();
  const port = await startListening();
  report("ready", `on http://${config.host}:${port}`, 0);
  welcome(admin, port);
}

export async function migrateDatabase(url: string): Promise<void> {
  await step(
    "migrations",
    "updating the schema",
    async () => {
      const { migrate } = await import("../database/migrate.js");
      const { sequelize, useDatabase } = await import("../database/sequelize.js");
      await import("../models/index.js");
      useDatabase(url);
      onShutdown({ name: "the connection pool", stop: () => sequelize.close() });
      return migrate(url);
    },
    ({ length }) => (length > 0 ? `${length} applied` : "up to date"),
  );
}

async function stockShop(): Promise<void> {
  await step(
    "catalogue",
    "importing the demo products",
    async () => {
      const { seedDemoCatalog } = await import("../services/catalog/demo/seedDemoCatalog.js");
      return seedDemoCatalog();
    },
    (summary) => (summary ? `${summary.products.created} demo products` : "already stocked"),
  );
}

/** Runs background jobs in this process. */
export async function startWork(): Promise<void> {
  const { startBackgroundWork } = await import("../background/startBackgroundWork.js");
  const work = startBackgroundWork();
  onShutdown({ name: "background work", stop: () => work.stop() });
}

async function startListening(): Promise<number> {
  const { createApp } = await import("../app.js");
  const { createHttpServer } = await import("../httpServer.js");
  const server = createHttpServer(createApp());
  const drain = makeDrainable(server);
  const port = await listen(server);
  onShutdown({ name: "the HTTP server", stop: drain });
  return port;
}
