import type { Logger } from "pino";

/** Frames of the spinner shown during a step, on terminals only. */
const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

let logger: Logger | undefined;

/** Sends all further lines to the log: in production stdout is JSON only, for log collectors. */
export function reportTo(target: Logger): void {
  logger = target;
}

/** One line about the process itself, such as `migrations    8 applied (410 ms)`. */
export function report(name: string, text: string, startedAt?: number): void {
  const milliseconds = startedAt === undefined ? undefined : Math.round(performance.now() - startedAt);
  if (logger) logger.info({ step: name, milliseconds }, text);
  else print(`${name.padEnd(13)} ${text}${milliseconds === undefined ? "" : ` (${duration(milliseconds)})`}`);
}

/** Prints a line unchanged; prints nothing in production. */
export function print(line: string): void {
  if (!logger) process.stdout.write(`${eraser()}${line}\n`);
}

/**
 * Runs one step of the start and reports it with its duration.
 * @param tell summarises the result in a few words; null reports nothing
 */
export async function step<T>(
  name: string,
  doing: string,
  work: () => Promise<T>,
  tell: (result: T) => string | null,
): Promise<T> {
  const startedAt = performance.now();
  const endSpinner = spin(name, doing);
  try {
    const result = await work();
    const text = tell(result);
    if (text !== null) report(name, text, startedAt);
    return result;
  } finally {
    endSpinner();
  }
}

function spin(name: string, doing: string): () => void {
  if (logger || !process.stdout.isTTY) return () => undefined;
  let turn = 0;
  const draw = () => {
    const frame = FRAMES[turn++ % FRAMES.length];
    process.stdout.write(`${eraser()}${name.padEnd(13)} ${frame} ${doing} …`);
  };
  draw();
  const timer = setInterval(draw, 80);
  timer.unref();
  return () => {
    clearInterval(timer);
    process.stdout.write(eraser());
  };
}

const eraser = (): string => (process.stdout.isTTY ? "\r\x1b[K" : "");

export const duration = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
