/**
 * Compares named and positional parameters of one statement: short alternating rounds in the same run, medians. First
 * with the database, on one connection, one statement at a time; then the cost of binding values and of parsing a text
 * without it. On a busy machine, only the processor time of this process is meaningful.
 * `npx tsx bench/statements.ts [rounds]`
 */
import "./environment.js";
import { startEmbeddedPostgres } from "../src/embeddedPostgres/startEmbeddedPostgres.js";
import { namedParameters } from "../src/database/namedParameters.js";
import { sequelize, useDatabase } from "../src/database/sequelize.js";
import { runSql, statement } from "../src/database/statement.js";
import { transaction } from "../src/database/transaction.js";

const ROUNDS = Number(process.argv[2] ?? 200);
const PER_ROUND = 200;

const KEYS = Array.from({ length: 12 }, (_, i) => `value${i}`);
const params = Object.fromEntries(KEYS.map((key, i) => [key, i]));
const named = `SELECT ${KEYS.map((key) => `:${key}::int`).join(" + ")} AS sum`;
const byName = statement<{ sum: number }, Record<string, number>>(named);
const { text: numbered } = namedParameters(named);
const byPosition = (values: unknown[]) => runSql(numbered, values, { prepare: true });

async function main(): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataDir: process.env.DATA_DIR ?? "" });
  useDatabase(postgres.url);
  try {
    const [ours, theirs] = await inTurn([
      () => byName(params),
      () => byPosition(KEYS.map((key) => params[key])),
    ]);
    compare("statements per second", 1e6 / ours.elapsed, 1e6 / theirs.elapsed);
    compare("processor, µs per statement", ours.processor, theirs.processor);
  } finally {
    await sequelize.close();
    await postgres.stop();
  }
  const { bind } = namedParameters(named);
  compare(
    "ns to list the values",
    nanoseconds(() => bind(params)),
    nanoseconds(() => KEYS.map((key) => params[key])),
  );
  const text = `${named} ${"AND p.status = 'active' AND p.deleted_at IS NULL ".repeat(40)}`;
  console.log(
    `ns to parse ${text.length} characters: ${nanoseconds(() => namedParameters(text)).toFixed(0)}`,
  );
}

const compare = (what: string, ours: number, theirs: number): void =>
  console.log(
    `${what.padEnd(28)} named ${ours.toFixed(0)}, positional ${theirs.toFixed(0)}, ratio ${(ours / theirs).toFixed(3)}`,
  );

/** Microseconds per statement. */
type Figures = { elapsed: number; processor: number };
type Run = () => Promise<unknown>;

/** The medians of both. Their rounds alternate; every second pair begins with the other one. */
async function inTurn(runs: [Run, Run]): Promise<[Figures, Figures]> {
  const figures: [Figures[], Figures[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++)
    for (const which of round % 2 ? ([1, 0] as const) : ([0, 1] as const))
      figures[which].push(await measure(runs[which]));
  const medians = (of: Figures[]): Figures => ({
    elapsed: median(of.map(({ elapsed }) => elapsed)),
    processor: median(of.map(({ processor }) => processor)),
  });
  return [medians(figures[0]), medians(figures[1])];
}

/** Awaits each statement, in one transaction and so on one connection. */
const measure = (run: Run): Promise<Figures> =>
  transaction(async () => {
    await run();
    const [begin, used] = [performance.now(), process.cpuUsage()];
    for (let i = 0; i < PER_ROUND; i++) await run();
    const { user, system } = process.cpuUsage(used);
    return {
      elapsed: ((performance.now() - begin) * 1000) / PER_ROUND,
      processor: (user + system) / PER_ROUND,
    };
  });

/** The average of one call. */
function nanoseconds(work: () => unknown): number {
  const times = 50_000;
  for (let i = 0; i < times; i++) work();
  const begin = performance.now();
  for (let i = 0; i < times; i++) work();
  return ((performance.now() - begin) * 1e6) / times;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

void main();
