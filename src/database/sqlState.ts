import * as errors from "../errors.js";
import { MAX_CART_LINES } from "../lib/pricing.js";

/** What node-postgres and Sequelize leave on an error; Sequelize puts the driver's own under `original`. */
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

/** Serialization failure, deadlock, lock timeout: the transaction may succeed when it is run again. */
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

/** Somebody else has held a row for longer than a statement waits for it. */
export const isLockTimeout = (error: unknown): boolean => driverError(error)?.code === "55P03";

/** What a broken named rule means to the client. Every rule that a request can break has an entry. */
const BY_CONSTRAINT: Record<string, () => errors.AppError> = {
  users_email_key: () => new errors.EmailTaken(),
  roles_pkey: () => new errors.RoleTaken(),
  users_role_fkey: () => new errors.RoleInUse(),
  users_username_key: () => new errors.UsernameTaken(),
  user_identities_issuer_subject_key: () => new errors.IdentityTaken(),
  user_identities_user_id_issuer_key: () => new errors.IdentityTaken(),
  products_slug_key: () => new errors.SlugTaken(),
  categories_slug_key: () => new errors.SlugTaken(),
  product_variants_sku_key: () => new errors.SkuTaken(),
  product_variants_product_id_options_key: () => new errors.DuplicateVariant(),
  product_variants_one_currency_check: () =>
    new errors.CurrencyMismatch({
      detail: "The product has variants in another currency; change the prices of all of them.",
    }),
  stock_items_reserved_check: () => new errors.OutOfStock(),
  stock_items_on_hand_check: () => new errors.OutOfStock(),
  cart_items_quantity_check: () => new errors.QuantityTooLarge(),
  cart_items_lines_check: () => new errors.CartFull({ limit: MAX_CART_LINES }),
  carts_user_id_key: () => new errors.CartChanged(),
  orders_shipping_option_check: () => new errors.ShippingOptionUnavailable(),
  orders_cart_id_key: () => new errors.CartChanged(),
};

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
 * @returns the error to answer with, or undefined when it is not a database error
 */
export function translateDatabaseError(
  error: unknown,
): { error: errors.AppError; leaked: boolean } | undefined {
  const cause = driverError(error);
  if (!cause) return undefined;
  const code = cause.code ?? "";
  const answer = (translated: errors.AppError, leaked = false) => ({ error: translated, leaked });

  const named = cause.constraint ? BY_CONSTRAINT[cause.constraint] : undefined;
  if (named) return answer(named());
  if (/^23/.test(code)) return answer(new errors.ConstraintViolated({ constraint: cause.constraint }), true);
  // A value PostgreSQL could not take: the input gate should have refused it. 400, and an error in the log.
  if (/^22/.test(code) || code === "42883") return answer(new errors.MalformedRequest(), true);
  if (isRetryable(error) || code === "57014") return answer(new errors.Overloaded(retryAfter(1)));
  const unreachable =
    UNREACHABLE_CODES.test(code) ||
    UNREACHABLE_NAMES.test((error as Error).name) ||
    UNREACHABLE_MESSAGES.test(cause.message);
  return unreachable ? answer(new errors.Unavailable(retryAfter(2))) : undefined;
}

/**
 * Whether the same work may succeed later without any change to it: a lock that is held, a deadlock, a statement that took
 * too long, too many connections, a connection that was lost, a server that is stopping.
 */
export function isTransient(error: unknown): boolean {
  const known = error instanceof errors.AppError ? error : translateDatabaseError(error)?.error;
  return [errors.Unavailable, errors.Overloaded, errors.Busy].some((kind) => known instanceof kind);
}
