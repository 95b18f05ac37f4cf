import type { ProductSort } from "../vocabulary.js";

type Order = {
  /** The first key, of products `p`. */
  key: string;
  /** The key as a cursor stores it: lossless in JSON. */
  cursorKey: string;
  /** The SQL type to cast the cursor's key to. */
  type: string;
  direction: "ASC" | "DESC";
};

const price = { key: "p.price_amount", cursorKey: "p.price_amount", type: "integer" };
const title = { key: "lower(p.title)", cursorKey: "lower(p.title)", type: "text" };
const rating = "coalesce(p.rating_average, 0)";

/** @param rank of the search, for the order by relevance */
export const orderOf = (sort: ProductSort, rank: string): Order => {
  switch (sort) {
    case "relevance":
      return { key: rank, cursorKey: rank, type: "float8", direction: "DESC" };
    case "newest":
      // As text, because a JavaScript Date would lose the microseconds.
      return {
        key: "p.created_at",
        cursorKey: "p.created_at::text",
        type: "timestamptz",
        direction: "DESC",
      };
    case "price":
      return { ...price, direction: "ASC" };
    case "-price":
      return { ...price, direction: "DESC" };
    case "title":
      return { ...title, direction: "ASC" };
    case "-title":
      return { ...title, direction: "DESC" };
    case "rating":
      return { key: rating, cursorKey: `${rating}::text`, type: "numeric", direction: "DESC" };
  }
};
