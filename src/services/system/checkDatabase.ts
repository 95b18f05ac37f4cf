import { positional } from "../../database/statement.js";

const PATIENCE_MS = 1000;
const ping = positional("SELECT 1");
let running: Promise<boolean> | undefined;

/**
 * Whether the database answers within a second. Probes that come together share one question, so that a monitor
 * in a hurry cannot use up the pool of a database that hangs.
 */
export function checkDatabase(): Promise<boolean> {
  running ??= ask().finally(() => (running = undefined));
  return running;
}

async function ask(): Promise<boolean> {
  const asked = ping().then(
    () => true,
    () => false,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), PATIENCE_MS)));
  const answers = await Promise.race([asked, late]);
  clearTimeout(timer);
  return answers;
}
