import pino from "pino";
import { logger } from "../../src/logger.js";

type Target = { write(line: string): unknown };

/** The lines that the real logger writes while `work` runs. */
export async function captureLog(work: () => Promise<unknown>): Promise<string> {
  const streams = logger as unknown as Record<symbol, Target>;
  const before = { stream: streams[pino.symbols.streamSym], level: logger.level };
  const lines: string[] = [];
  logger.level = "trace";
  streams[pino.symbols.streamSym] = { write: (line) => lines.push(line) };
  try {
    await work();
  } finally {
    streams[pino.symbols.streamSym] = before.stream as Target;
    logger.level = before.level;
  }
  return lines.join("");
}
