import { describeError, errorLine, errorText } from "../lib/logging/describeError.js";

/** Exit codes; each command's --help lists them. */
export const EXIT = { done: 0, refused: 1, unusable: 2, unavailable: 3, interrupted: 130 } as const;

/** An error the operator can fix: printed as one sentence, without a stack. */
export class Complaint extends Error {
  override readonly name = "Complaint";
  constructor(
    sentence: string,
    readonly exitCode: number = EXIT.unusable,
  ) {
    super(sentence);
  }
}

const PLAIN = new Set(["Complaint", "ConfigError", "EmbeddedPostgresError", "ShopifyFileError", "AppError"]);

/** Prints why a command failed and sets the exit code; prints a stack only for unexpected errors. */
export function complain(error: unknown): void {
  process.exitCode = error instanceof Complaint ? error.exitCode : EXIT.unusable;
  console.error(`cartwright: ${inWords(error)}`);
}

export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return errorLine(error);
  const { code, original } = error as { code?: string; original?: Error };
  const { errors } = error as { errors?: unknown };
  if (error.name === "AppError" && Array.isArray(errors))
    return (errors as { path: string; message: string }[])
      .map(({ path, message }) => `${path} ${message}`)
      .join("; ");
  if (PLAIN.has(error.name)) return error.message;
  // The message of the network or the database; an AggregateError of several addresses has none itself.
  const isOutside = code !== undefined || original !== undefined || /^Sequelize/.test(error.name);
  if (isOutside)
    return `the database cannot be used: ${describeError(original ?? error).message ?? code ?? errorLine(error)}`;
  return errorText(error);
}
