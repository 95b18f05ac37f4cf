import { errorText } from "../lib/logging/describeError.js";

/** A reason why the server cannot start, in a sentence that says what to do; nobody needs its stack. */
export class StartError extends Error {
  override readonly name = "StartError";
}

const PLAIN = new Set(["StartError", "ConfigError", "EmbeddedPostgresError"]);

/** What to print about a failed start: a sentence for what an operator can mend, a stack for what nobody foresaw. */
export function inWords(error: unknown): string {
  return error instanceof Error && PLAIN.has(error.name) ? error.message : errorText(error);
}
