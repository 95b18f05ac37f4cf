import { errorText } from "../lib/logging/describeError.js";

/** A reason why the server cannot start, with what to do about it; printed without a stack. */
export class StartError extends Error {
  override readonly name = "StartError";
}

const PLAIN = new Set(["StartError", "ConfigError", "EmbeddedPostgresError"]);

/** What to print about a failed start: a sentence for errors an operator can fix, a stack for unexpected ones. */
export function inWords(error: unknown): string {
  return error instanceof Error && PLAIN.has(error.name) ? error.message : errorText(error);
}
