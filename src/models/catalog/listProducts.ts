import { dynamicPositional, positional } from "../../database/statement.js";
import { DEFAULT_LIMIT, type PageStart } from "../../http/paging.js";
import { remember } from "./shortMemory.js";
import { conditionsOf, Parameters, type ProductFilter } from "./productFilter.js";
import { ON_SALE, OWN_COLUMNS, partColumns, partJoins, type ProductRow } from "./productRows.js";
import { orderOf, type ProductSort } from "./productSort.js";

export type ProductQuery = {
  filter: ProductFilter;
  sort: ProductSort;
  /** 1–100. */
  limit: number;
  start: PageStart;
  variants: boolean;
  /** Staff see drafts and archived products, too. */
  everyStatus?: boolean;
};

type Page = {
  rows: ProductRow[];
  /** Key of the last row, when more follow. */ next: (string | number)[] | null;
};

const baseOf = (everyStatus: boolean) => (everyStatus ? "p.deleted_at IS NULL" : ON_SALE);

/**
 * A page of products in one statement: its ids are picked first, along the index of the order; what belongs to
 * them is joined for these rows only. One row more than the limit tells whether there is a next page.
 */
export async function listProducts(query: ProductQuery): Promise<Page> {
  const { text, values } = pageStatement(query);
  const found = await dynamicPositional<ProductRow & { cursorKey: string | number }>(text)(values);
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  return { rows, next: last && found.length > query.limit ? [last.cursorKey, last.id] : null };
}

/** How many products a filter leaves; in the shop window, up to a second ago. */
export async function countProducts(filter: ProductFilter, everyStatus = false): Promise<number> {
  const { text, values } = countStatement(filter, everyStatus);
  const count = async () => {
    const [row] = await dynamicPositional<{ total: number }>(text)(values);
    return row?.total ?? 0;
  };
  // Stock changes with every order, and staff want to see what they did.
  if (everyStatus || typeof filter.inStock === "boolean") return count();
  return remember(JSON.stringify([text, values]), count);
}

type Statement = { text: string; values: unknown[] };

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
  // The limit is part of the text: with a parameter, PostgreSQL would plan for a tenth of the table.
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
 * Whole words count more than beginnings, which only the condition looks for; among equals shorter titles come
 * first (normalisation 1 divides by 1 + the logarithm of the length).
 */
function rankOf({ words }: ProductFilter, { add }: Parameters): string {
  if (!words) return "0::float8";
  const typed = `${add(words.join(" "))}::text`;
  const whole = `(SELECT plainto_tsquery('english', ${typed}) || plainto_tsquery('simple', ${typed}))`;
  return `ts_rank(p.search_vector, ${whole}, 1)::float8`;
}

/** What most visits to a shop window ask for. The texts depend on which filters are set, so any value stands for all. */
const USUAL: [filter: ProductFilter, sorts: ProductSort[]][] = [
  [{}, ["newest", "price", "-price", "title", "-title", "rating"]],
  [{ category: "" }, ["newest", "price", "-price", "title", "-title", "rating"]],
  [{ words: [] }, ["relevance", "newest", "price", "-price"]],
  [{ words: [], category: "", minPrice: 0, maxPrice: 0 }, ["relevance", "price", "-price"]],
];
const STARTS: PageStart[] = [{ offset: 0 }, { offset: 1 }, { after: ["", ""] }];

// Only these are prepared: 114 pages of the default length and 4 counts. Everything else is planned per call.
for (const [filter, sorts] of USUAL) {
  positional(countStatement(filter, false).text);
  for (const sort of sorts)
    for (const start of STARTS)
      for (const variants of [false, true])
        positional(pageStatement({ filter, sort, start, variants, limit: DEFAULT_LIMIT }).text);
}
