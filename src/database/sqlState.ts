import { AppError } from "../errors/defineError.js";
import { errorOfConstraint } from "../errors/errorCatalog.js";
import { Busy, ConstraintViolated, MalformedRequest, Overloaded, Unavailable } from "../errors/system.js";

/** Error properties of node-postgres and Sequelize; Sequelize keeps the driver's error under `original`. */
type DriverError = Error & {
  code?: string;
  constraint?: string;
  routine?: string;
  original?: DriverError;
  parent?: DriverError;
};

const driverError = (error: unknown): DriverError | undefined => {
  if (!(error instanceof Error)) return undefined;
  const outer = error as DriverError;
  return outer.original ?? outer.parent ?? outer;
};

/** Serialization failure, deadlock, lock timeout: the transaction may succeed when retried. */
const RETRYABLE = new Set(["40001", "40P01", "55P03"]);
export const isRetryable = (error: unknown): boolean =>
  RETRYABLE.has(driverError(error)?.code ?? "") || isStalePlan(error);

/**
 * "cached plan must not change result type": a migration changed a column under a prepared statement. The SQLSTATE is
 * that of any unsupported feature, so the routine that raised it tells them apart.
 */
export function isStalePlan(error: unknown): boolean {
  const cause = driverError(error);
  return cause?.code === "0A000" && cause.routine === "RevalidateCachedQuery";
}

/** Another transaction has held a row longer than lock_timeout. */
export const isLockTimeout = (error: unknown): boolean => driverError(error)?.code === "55P03";

/** Connection lost or refused, no resources, shutting down, a standby that cannot write, killed while idle. */
const UNREACHABLE_CODES =
  /^(08|53|57P0|25006|25P03|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ENETUNREACH)/;
const UNREACHABLE_NAMES = /^Sequelize(Connection\w*|HostNot\w*|AccessDenied|InvalidConnection)Error$/;
const UNREACHABLE_MESSAGES =
  /Connection terminated|timeout expired|Query read timeout|Client has encountered a connection error|not queryable/;

const retryAfter = (seconds: number) => ({ headers: { "Retry-After": String(seconds) } });

/**
 * Translates a database error, by SQLSTATE and constraint name, never by its sentence
 * (the table is docs/ARCHITECTURE.md's). Only node-postgres' own client-side errors have nothing but one.
 * @returns the error to respond with, or undefined when it is not a database error
 */
export function translateDatabaseError(error: unknown): { error: AppError; leaked: boolean } | undefined {
  const cause = driverError(error);
  if (!cause) return undefined;
  const code = cause.code ?? "";
  const answer = (translated: AppError, leaked = false) => ({ error: translated, leaked });

  const broken = cause.constraint ? errorOfConstraint(cause.constraint) : undefined;
  if (broken) return answer(broken);
  if (/^23/.test(code)) return answer(new ConstraintViolated({ constraint: cause.constraint }), true);
  // PostgreSQL rejected a value that validation should have rejected: 400, and an error in the log.
  if (/^22/.test(code) || code === "42883") return answer(new MalformedRequest(), true);
  if (isRetryable(error) || code === "57014") return answer(new Overloaded(retryAfter(1)));
  const unreachable =
    UNREACHABLE_CODES.test(code) ||
    UNREACHABLE_NAMES.test((error as Error).name) ||
    UNREACHABLE_MESSAGES.test(cause.message);
  return unreachable ? answer(new Unavailable(retryAfter(2))) : undefined;
}

/**
 * Whether the same work may succeed later without any change to it: a lock that is held, a deadlock, a statement that took
 * too long, too many connections, a connection that was lost, a server that is stopping.
 */
export function isTransient(error: unknown): boolean {
  const known = error instanceof AppError ? error : translateDatabaseError(error)?.error;
  return [Unavailable, Overloaded, Busy].some((kind) => known instanceof kind);
}
