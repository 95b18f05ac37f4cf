type DriverError = Error & { code?: string; constraint?: string; original?: DriverError };

/**
 * An error in one line that is safe to keep: what a database said about its rows is left out, because its sentences
 * repeat what was written.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return "not an Error";
  const thrown: DriverError = error;
  const { code, constraint } = thrown.original ?? thrown;
  if (code === undefined) return `${error.name}: ${error.message}`;
  return [error.name, code, constraint].filter(Boolean).join(" ");
}
