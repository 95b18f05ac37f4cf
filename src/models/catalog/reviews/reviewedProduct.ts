import { statement } from "../../../database/statement.js";
import { isUuid } from "../../../lib/text/slug.js";
import { ON_SALE } from "../listing/productRows.js";

type Row = { id: string; ratingCount: number };
const select = (column: "id" | "slug", lock = "") =>
  `SELECT p.id, p.rating_count AS "ratingCount" FROM products p WHERE p.${column} = :key AND ${ON_SALE} ${lock}`;

// Statements, because they share the condition of what is on sale.
const byId = statement<Row, { key: string }>(select("id"));
const bySlug = statement<Row, { key: string }>(select("slug"));
const lockById = statement<Row, { key: string }>(select("id", "FOR NO KEY UPDATE"));
const lockBySlug = statement<Row, { key: string }>(select("slug", "FOR NO KEY UPDATE"));

/** A product on sale; `ratingCount` is the number of its approved reviews. */
export const reviewedProduct = async (idOrSlug: string): Promise<Row | undefined> =>
  (await (isUuid(idOrSlug) ? byId : bySlug)({ key: idOrSlug }))[0];

/** The same, locked. */
export const lockReviewedProduct = async (idOrSlug: string): Promise<Row | undefined> =>
  (await (isUuid(idOrSlug) ? lockById : lockBySlug)({ key: idOrSlug }))[0];
