import { statement } from "../../database/statement.js";

/**
 * Deletes a table's old rows, some at a time: a whole backlog in one statement would hold its locks for long and run
 * into the time limit of statements.
 */
export type Purge = (stopping: AbortSignal, values?: unknown[]) => Promise<void>;

const AT_ONCE = 1000;

/** @param condition on the rows of `table`, aliased `t` */
export function purgeOf(table: string, condition: string): Purge {
  const purge = statement<{ one: number }>(
    `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM ${table} t WHERE ${condition} LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
     )) RETURNING 1 AS one`,
  );
  return async (stopping, values = []) => {
    while ((await purge(values)).length === AT_ONCE && !stopping.aborted);
  };
}
