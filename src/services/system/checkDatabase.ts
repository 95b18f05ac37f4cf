import { sequelize } from "../../database/sequelize.js";

const PATIENCE_MS = 1000;
let running: Promise<boolean> | undefined;

/**
 * Whether the database responds within a second. Concurrent probes share one query, so that they cannot exhaust the pool
 * if the database hangs.
 */
export function checkDatabase(): Promise<boolean> {
  running ??= ask().finally(() => (running = undefined));
  return running;
}

async function ask(): Promise<boolean> {
  const asked = sequelize.authenticate().then(
    () => true,
    () => false,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), PATIENCE_MS)));
  const answers = await Promise.race([asked, late]);
  clearTimeout(timer);
  return answers;
}
