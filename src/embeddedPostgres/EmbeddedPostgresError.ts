/** A reason why the embedded PostgreSQL cannot run, in words an operator can act on; no stack trace is needed. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";
}

/** The system's error code, such as ENOENT, of whatever was thrown. */
export function errorCode(error: unknown): string | undefined {
  return (error as { code?: string } | undefined)?.code;
}
