import type { QueryResultRow } from "pg";
import { statement } from "../../database/statement.js";

type Run<Row extends QueryResultRow> = (values?: unknown[]) => Promise<Row[]>;

/** Each shape is a prepared statement on every connection, so there must not be any number of them. */
const MAX_SHAPES = 200;
const shapes = new Map<string, Run<QueryResultRow>>();

/**
 * A statement whose text is put together from the filters that a request uses; the values are always parameters.
 * One text is prepared once. The one that was not used for longest makes room.
 */
export function shapedStatement<Row extends QueryResultRow>(text: string): Run<Row> {
  const known = shapes.get(text) ?? statement<QueryResultRow>(text);
  shapes.delete(text);
  shapes.set(text, known);
  if (shapes.size > MAX_SHAPES) shapes.delete(shapes.keys().next().value as string);
  return known as Run<Row>;
}
