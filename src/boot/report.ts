import type { Logger } from "pino";

/** Turns round while a step takes its time, on terminals only. */
const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

let logger: Logger | undefined;

/** From now on lines go to the log: in production everything on stdout is JSON, for whoever collects it. */
export function reportTo(target: Logger): void {
  logger = target;
}

/** One line about the process itself, such as `migrations    8 applied (410 ms)`. */
export function report(name: string, text: string, startedAt?: number): void {
  const milliseconds = startedAt === undefined ? undefined : Math.round(performance.now() - startedAt);
  if (logger) logger.info({ step: name, milliseconds }, text);
  else print(`${name.padEnd(13)} ${text}${milliseconds === undefined ? "" : ` (${duration(milliseconds)})`}`);
}

/** A line as it is; nothing in production. */
export function print(line: string): void {
  if (!logger) process.stdout.write(`${eraser()}${line}\n`);
}

/**
 * Does one step of the start and reports it with its time.
 * @param tell what came of it, in a few words; null reports nothing
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
