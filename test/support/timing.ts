import { expect } from "chai";

/** Runs the measured part of an attempt. */
export type Stopwatch = <T>(work: () => Promise<T>) => Promise<T>;
/** One attempt of a kind; work outside the stopwatch is not measured. */
export type Kind = (round: number, timed: Stopwatch) => Promise<void>;
/** Milliseconds. */
export type Figures = { median: number; p95: number };

const WARM_UP = 10;

const at = (sorted: number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;

/**
 * Times each kind once per round, and starts each round with another kind, so that other load on the machine and
 * after-effects of the previous attempt affect all kinds equally.
 */
export async function timeInTurn<Name extends string>(
  rounds: number,
  kinds: Record<Name, Kind>,
): Promise<Record<Name, Figures>> {
  const names = Object.keys(kinds) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = -WARM_UP; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + WARM_UP + turn) % names.length] as Name;
      await kinds[name](round + WARM_UP, async (work) => {
        const started = performance.now();
        const result = await work();
        if (round >= 0) times[name].push(performance.now() - started);
        return result;
      });
    }
  }
  const figures = names.map((name) => {
    const sorted = times[name].sort((a, b) => a - b);
    return [name, { median: at(sorted, 0.5), p95: at(sorted, 0.95) }];
  });
  return Object.fromEntries(figures) as Record<Name, Figures>;
}

/** Prints the figures below the name of the test that measured them. */
export function printFigures(title: string, figures: Record<string, Figures>): void {
  const width = Math.max(...Object.keys(figures).map(({ length }) => length));
  process.stdout.write(`      ${title}, ms\n`);
  for (const [name, { median, p95 }] of Object.entries(figures))
    process.stdout.write(
      `        ${name.padEnd(width)}  median ${median.toFixed(2)}  p95 ${p95.toFixed(2)}\n`,
    );
}

/** Expects similar medians of all kinds. @param milliseconds the largest allowed difference */
export function expectAlike(figures: Record<string, Figures>, milliseconds: number): void {
  const medians = Object.values(figures).map(({ median }) => median);
  const spread = Math.max(...medians) - Math.min(...medians);
  expect(spread, "the largest difference between two medians").to.be.below(milliseconds);
}
