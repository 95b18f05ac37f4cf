/** The embedded PostgreSQL cannot run. The message states what the operator can do, so no stack trace is shown. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";
}

/** The system's error code of a thrown value, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  return (error as { code?: string } | undefined)?.code;
}
