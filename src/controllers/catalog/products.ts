import { NotFound } from "../../errors/system.js";
import type { Action, Call } from "../../http/action.js";
import { etagOf, pageMeta, pageStart, totalOf, wholeList } from "../../http/paging.js";
import { ok } from "../../http/reply.js";
import { findProduct } from "../../models/catalog/findProduct.js";
import { countProducts, listProducts } from "../../models/catalog/listProducts.js";
import { productVersion } from "../../models/catalog/productVersion.js";
import { relatedProducts } from "../../models/catalog/relatedProducts.js";
import type { ListProducts, ListRelated, ShowProduct } from "../../requests/catalog/products.js";
import {
  type ProductListView,
  type ProductView,
  type RelatedProductsView,
  renderProduct,
  renderProducts,
} from "../../views/catalog/product.js";

/** Shared caches may serve prices and stock of this age; the cart and the checkout always read current ones. */
const PUBLIC_SECONDS = 15;
type Query = Call<typeof ListProducts>["query"];

export const list: Action<typeof ListProducts, typeof ProductListView> = async ({ query }) => {
  const { order, ...window } = windowOf(query);
  const start = pageStart(query, order);
  const page = await listProducts({ ...window, start });
  const total = await totalOf(start, page, () => countProducts(window.filter));
  const body = { data: renderProducts(page.rows), meta: pageMeta(query, order, page.next, total) };
  const etag = etagOf([...page.rows.map(productVersion), total, body.meta.nextCursor ? 1 : 0]);
  return ok(body, { etag, publicSeconds: PUBLIC_SECONDS });
};

function windowOf({ q: words, sort: wanted = "relevance", expand, limit, ...filter }: Query) {
  const sort = wanted === "relevance" && !words ? "newest" : wanted;
  // A rank is comparable only within one search.
  const order = sort === "relevance" ? `products:relevance:${words?.join(" ")}` : `products:${sort}`;
  return { filter: { ...filter, words }, sort, order, limit, variants: expand === "variants" };
}

export const show: Action<typeof ShowProduct, typeof ProductView> = async ({ params }) => {
  const row = await findProduct(params.idOrSlug);
  if (!row) throw new NotFound();
  return ok(renderProduct(row), { etag: productVersion(row), publicSeconds: PUBLIC_SECONDS });
};

export const related: Action<typeof ListRelated, typeof RelatedProductsView> = async ({ params, query }) => {
  const rows = await relatedProducts(params.idOrSlug, query.limit);
  if (!rows) throw new NotFound();
  const etag = etagOf(rows.map(productVersion));
  return ok(wholeList(renderProducts(rows)), { etag, publicSeconds: PUBLIC_SECONDS });
};
