import { readdirSync } from "node:fs";
import path from "node:path";
import type { Client } from "pg";
import { migrate } from "../../src/database/migrate.js";
import { withClient } from "./database.js";
import { withScratchDatabase } from "./scratchDatabase.js";

type Migration = (queryInterface: object) => Promise<unknown>;
type Turn = Record<"up" | "down", () => Promise<unknown>>;

/**
 * Runs `work` on a separate database where one migration and all later ones are reverted, to test the migration with
 * rows in the tables.
 * @param name of the migration's file, without date and extension
 */
export const aroundMigration = (
  name: string,
  work: (client: Client, turn: Turn) => Promise<void>,
): Promise<void> =>
  withScratchDatabase(async (url) => {
    await migrate(url);
    const folder = path.resolve(__dirname, "../../db/migrations");
    const files = readdirSync(folder).sort();
    const later = files.slice(files.findIndex((file) => file.slice(15) === `${name}.js`));
    const load = async (file: string) =>
      ((await import(path.join(folder, file))) as { default: Record<"up" | "down", Migration> }).default;
    const both = await load(later[0] ?? name);
    await withClient(url, async (client) => {
      const sequelize = {
        transaction: (run: (transaction: null) => Promise<unknown>) => run(null),
        query: (text: string) => client.query(`BEGIN; ${text}; COMMIT`),
      };
      for (const file of later.reverse()) await (await load(file)).down({ sequelize });
      await work(client, { up: () => both.up({ sequelize }), down: () => both.down({ sequelize }) });
    });
  });
