import { createHash } from "node:crypto";
import type { Client, QueryResultRow } from "pg";
import { config } from "../config.js";
import { namedParameters, type Parsed } from "./namedParameters.js";
import { retireConnections } from "./retiredConnections.js";
import { sequelize } from "./sequelize.js";
import { connectionOf, invalidate, withPooledConnection } from "./sequelizeInternals.js";
import { isStalePlan } from "./sqlState.js";
import { ambientTransaction } from "./transaction.js";

/** A call without an argument is possible only if no parameter is required. */
type Run<Row extends QueryResultRow, Params extends object> = (
  ...[params]: Record<string, never> extends Params ? [params?: Params] : [params: Params]
) => Promise<Row[]>;
type NoParams = Record<string, never>;

/** The name of each declared text. Nothing else is ever prepared under a name. */
const names = new Map<string, string>();
/** What statement() parsed, for the requests whose dynamicStatement() has the same text. */
const declared = new Map<string, Parsed>();

/**
 * Declares a prepared statement: PostgreSQL parses and plans it once per connection instead of once per call, and rows
 * come back plain, without Sequelize's object layer (docs/ARCHITECTURE.md, "What makes it fast"). It runs on Sequelize's
 * own pooled connection, and inside transaction() on the transaction's. Use it for measured hot paths and
 * for writes that the ORM cannot express; everything else goes through models.
 *
 * PostgreSQL keeps a named statement until its connection closes, so the texts must be a fixed set: lint allows this
 * call only where a module is loaded. Text that depends on a request goes through dynamicStatement().
 *
 * Parameters are `:name` in the text and properties of `Params` in the call; NULL is `null`, and `undefined` throws.
 * JavaScript arrays become PostgreSQL arrays, except for `:rows::jsonb` (or `::json`), which takes any array as JSON:
 * `jsonb_to_recordset(:rows::jsonb)` reads an array of objects as rows.
 *
 * @example
 * const renameCart = statement<never, { cartId: string; name: string }>("UPDATE carts SET name = :name WHERE id = :cartId");
 * await renameCart({ cartId, name });
 * @typeParam Row the row that comes back; `never` for a statement without RETURNING
 */
export function statement<Row extends QueryResultRow, Params extends object = NoParams>(
  text: string,
): Run<Row, Params> {
  const parsed = namedParameters(text);
  declare(parsed.text);
  declared.set(text, parsed);
  return runNamed(parsed);
}

/**
 * A statement whose text depends on a request; otherwise like statement(). It is prepared under a name only if
 * statement() declared the same text; every other text is parsed and planned per call, and uses no memory of the server
 * afterwards.
 */
export const dynamicStatement = <Row extends QueryResultRow, Params extends object = NoParams>(
  text: string,
): Run<Row, Params> => runNamed(declared.get(text) ?? namedParameters(text));

const runNamed =
  <Row extends QueryResultRow, Params extends object>({ text, bind }: Parsed): Run<Row, Params> =>
  async (...[params]) =>
    query<Row>(text, bind(params ?? {}));

/**
 * Runs SQL of a library or a test, with its own `$1`, `$2` …
 * @param options.prepare under a name; only for a fixed set of texts, because a connection keeps them until it closes
 */
export function runSql<Row extends QueryResultRow>(
  text: string,
  values: unknown[] = [],
  { prepare = false } = {},
): Promise<Row[]> {
  if (prepare && !names.has(text)) declare(text);
  return query<Row>(text, values);
}

function declare(text: string): void {
  // The name is the hash of the text: one text, one plan. A pooler shares connections, so nothing is named behind one.
  if (!config.databasePooler) names.set(text, createHash("md5").update(text).digest("base64url"));
}

async function query<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
  const open = ambientTransaction();
  // A stale plan fails the whole transaction; transaction() runs it again.
  if (open) return run<Row>(connectionOf(open), text, values);
  const pooled = () => withPooledConnection(sequelize, (connection) => run<Row>(connection, text, values));
  try {
    return await pooled();
  } catch (error) {
    // PostgreSQL rejects a stale plan before it runs it, so no write happens twice.
    if (!isStalePlan(error)) throw error;
    return pooled();
  }
}

async function run<Row extends QueryResultRow>(
  connection: Client,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  try {
    const { rows } = await connection.query<Row>({ name: names.get(text), text, values });
    return rows;
  } catch (error) {
    // After a read timeout the answer may still arrive, so the pool must not reuse this connection.
    if ((error as Error).message === "Query read timeout") invalidate(connection);
    if (isStalePlan(error)) retireConnections(connection);
    throw error;
  }
}
