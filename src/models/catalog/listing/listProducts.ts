import { dynamicStatement, statement } from "../../../database/statement.js";
import { DEFAULT_LIMIT, type PageStart } from "../../../lib/paging.js";
import { conditionsOf, Parameters, type ProductFilter } from "./productFilter.js";
import { oneSecondCache } from "./oneSecondCache.js";
import {
  decodeProduct,
  type EncodedRow,
  ON_SALE,
  OWN_COLUMNS,
  partColumns,
  partJoins,
  type ProductRow,
} from "./productRows.js";
import { orderOf } from "./productSort.js";
import type { ProductSort } from "../vocabulary.js";

export type ProductQuery = {
  filter: ProductFilter;
  sort: ProductSort;
  /** 1–100. */
  limit: number;
  start: PageStart;
  variants: boolean;
  /** For staff: includes drafts and archived products. */
  everyStatus?: boolean;
};

type Page = {
  rows: ProductRow[];
  /** Key of the last row, when more follow. */
  next: (string | number)[] | null;
};

const baseOf = (everyStatus: boolean) => (everyStatus ? "p.deleted_at IS NULL" : ON_SALE);

/**
 * A page of products in one statement. It selects the products first, by the index of the sort order, and joins their parts
 * for these rows only. It reads one row more than the limit to detect a next page.
 */
export async function listProducts(query: ProductQuery): Promise<Page> {
  const found = await run<EncodedRow & { cursorKey: string | number }>(pageStatement(query));
  const shown = found.slice(0, query.limit);
  const rows = shown.map(decodeProduct);
  const last = shown.at(-1);
  return { rows, next: last && found.length > query.limit ? [last.cursorKey, last.id] : null };
}

/** The number of products that match a filter; cached for one second for shoppers. */
export async function countProducts(filter: ProductFilter, everyStatus = false): Promise<number> {
  const asked = countStatement(filter, everyStatus);
  const count = async () => {
    const [row] = await run<{ total: number }>(asked);
    return row?.total ?? 0;
  };
  // Not cached: stock changes with every order, and staff must see their own changes.
  if (everyStatus || typeof filter.inStock === "boolean") return count();
  return oneSecondCache(JSON.stringify(asked), count);
}

type Values = Parameters["values"];
type Statement = { text: string; values: Values };

function pageStatement(query: ProductQuery): Statement {
  const { limit, start, sort, filter, variants, everyStatus = false } = query;
  const parameters = new Parameters();
  const conditions = [baseOf(everyStatus), ...conditionsOf(filter, parameters)];
  const { key, cursorKey, type, direction } = orderOf(
    sort,
    sort === "relevance" ? rankOf(filter, parameters) : "",
  );
  if ("after" in start && start.after) {
    const [first, id] = start.after.map(parameters.add);
    const than = direction === "ASC" ? ">" : "<";
    conditions.push(`(${key}, p.id) ${than} (${first}::${type}, ${id}::uuid)`);
  }
  const offset =
    "offset" in start && start.offset > 0 ? `OFFSET (SELECT ${parameters.add(start.offset)}::integer)` : "";
  // The limit is a literal: for a parameter, the planner assumes a tenth of the table.
  const text = `
    SELECT ${OWN_COLUMNS}, p.cursor_key AS "cursorKey", ${partColumns({ variants })}
    FROM (
      SELECT p.*, ${key} AS sort_key, ${cursorKey} AS cursor_key
      FROM products p WHERE ${conditions.join(" AND ")}
      ORDER BY ${key} ${direction}, p.id ${direction}
      LIMIT ${limit + 1} ${offset}
    ) p ${partJoins({ variants })}
    ORDER BY p.sort_key ${direction}, p.id ${direction}`;
  return { text, values: parameters.values };
}

function countStatement(filter: ProductFilter, everyStatus: boolean): Statement {
  const parameters = new Parameters();
  const conditions = [baseOf(everyStatus), ...conditionsOf(filter, parameters)];
  const text = `SELECT count(*)::integer AS total FROM products p WHERE ${conditions.join(" AND ")}`;
  return { text, values: parameters.values };
}

/**
 * Ranks whole words only; prefixes match in the condition but add no rank. Normalisation 1 divides by 1 + the logarithm
 * of the length, so that of equal matches the shorter title comes first.
 */
function rankOf({ words }: ProductFilter, { add }: Parameters): string {
  if (!words) return "0::float8";
  const typed = `${add(words.join(" "))}::text`;
  const whole = `(SELECT plainto_tsquery('english', ${typed}) || plainto_tsquery('simple', ${typed}))`;
  return `ts_rank(p.search_vector, ${whole}, 1)::float8`;
}

/** The usual requests of shoppers. The SQL depends on which filters are set, not on their values. */
const USUAL: [filter: ProductFilter, sorts: ProductSort[]][] = [
  [{}, ["newest", "price", "-price", "title", "-title", "rating"]],
  [{ category: "" }, ["newest", "price", "-price", "title", "-title", "rating"]],
  [{ words: [] }, ["relevance", "newest", "price", "-price"]],
  [{ words: [], category: "", minPrice: 0, maxPrice: 0 }, ["relevance", "price", "-price"]],
];
const STARTS: PageStart[] = [{ offset: 0 }, { offset: 1 }, { after: ["", ""] }];

// Performance-critical (measured), so 114 pages of the default length and 4 counts are prepared. All others are planned per call.
const prepared = new Map<string, (values: Values) => Promise<object[]>>();
for (const [filter, sorts] of USUAL) {
  const pages = sorts.flatMap((sort) =>
    STARTS.flatMap((start) =>
      [false, true].map((variants) => pageStatement({ filter, sort, start, variants, limit: DEFAULT_LIMIT })),
    ),
  );
  for (const { text } of [countStatement(filter, false), ...pages])
    prepared.set(text, statement<object, Values>(text));
}

function run<Row extends object>({ text, values }: Statement): Promise<Row[]> {
  const query = prepared.get(text) ?? dynamicStatement<Row, Values>(text);
  return query(values) as Promise<Row[]>;
}
