import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import databaseConfig from "../../db/config.js";
import { config } from "../config.js";
import { startEmbeddedPostgres } from "../embeddedPostgres/startEmbeddedPostgres.js";
import { logger } from "../logger.js";
import { lifecycle } from "../lib/lifecycle.js";
import { report, step } from "./report.js";
import { assertNotStopping, onShutdown } from "./shutdown.js";
import { StartError } from "./StartError.js";

/** When both start together, the server is often ready before its database. */
const PATIENCE_MS = 30_000;
/** The oldest version the migrations support, as `server_version_num`. */
const OLDEST = 150_000;

/** Returns the database URL once it accepts connections: DATABASE_URL, else that of the embedded server, which is started. */
export const openDatabase = (): Promise<string> =>
  config.databaseUrl === undefined ? startEmbedded() : reach(config.databaseUrl);

async function startEmbedded(): Promise<string> {
  let started = false;
  const log = (line: string) => {
    if (!started) report("database", line);
    else if (!lifecycle.draining) logger.warn(line);
  };
  const server = await step(
    "database",
    "starting PostgreSQL",
    () => startEmbeddedPostgres({ dataDir: config.dataDir, log }),
    () => null,
  );
  started = true;
  onShutdown({ name: "PostgreSQL", stop: server.stop, abandon: () => void server.stop() });
  return server.url;
}

const reach = (url: string): Promise<string> =>
  step(
    "database",
    "connecting",
    async () => {
      const { host, port, database, ...rest } = databaseConfig.connectionSettings(url, { patient: true });
      const place = `${host}:${port}/${database}`;
      const { text, version } = await untilAnswered(place, () =>
        askVersion({
          host,
          port,
          database,
          user: rest.username,
          password: rest.password,
          ...rest.dialectOptions,
        }),
      );
      if (version < OLDEST)
        throw new StartError(`The database at ${place} is PostgreSQL ${text}; 15 or later is required.`);
      return { place, text };
    },
    ({ place, text }) => `PostgreSQL ${text} at ${place}`,
  ).then(() => url);

async function untilAnswered<T>(place: string, ask: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    assertNotStopping();
    try {
      return await ask();
    } catch (error) {
      const { code = "", message } = error as { code?: string; message: string };
      // 57P03: the server is starting up. Other SQLSTATEs (no such database, wrong password) are final: waiting does not help.
      const refused = /^[0-9A-Z]{5}$/.test(code) && code !== "57P03";
      if (refused || performance.now() > deadline) {
        throw new StartError(
          `The database at ${place} cannot be used: ${message || code}. Check DATABASE_URL.`,
          {
            cause: error,
          },
        );
      }
      await delay(250);
    }
  }
}

async function askVersion(settings: ConstructorParameters<typeof Client>[0]) {
  const client = new Client(settings);
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ text: string; version: number }>(
      "SELECT current_setting('server_version') AS text, current_setting('server_version_num')::int AS version",
    );
    return rows[0] ?? { text: "?", version: 0 };
  } finally {
    await client.end().catch(() => undefined);
  }
}
