import { NotFound } from "../../errors/system.js";
import type { Action, Call } from "../../http/action.js";
import { etagOf, findPage } from "../../http/paging.js";
import { wholeList } from "../../lib/paging.js";
import { movedPermanently, ok, type Reply } from "../../http/reply.js";
import { findProduct } from "../../models/catalog/listing/findProduct.js";
import { findMovedSlug } from "../../models/catalog/listing/findMovedSlug.js";
import { countProducts, listProducts } from "../../models/catalog/listing/listProducts.js";
import { productVersion } from "../../models/catalog/productVersion.js";
import { relatedProducts } from "../../models/catalog/listing/relatedProducts.js";
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
  const { rows, meta } = await findPage(query, order, {
    rows: (start) => listProducts({ ...window, start }),
    count: () => countProducts(window.filter),
  });
  const etag = etagOf([...rows.map(productVersion), meta.total, meta.nextCursor ? 1 : 0]);
  return ok({ data: renderProducts(rows), meta }, { etag, publicSeconds: PUBLIC_SECONDS });
};

function windowOf({ q: words, sort: wanted = "relevance", expand, limit, ...filter }: Query) {
  const sort = wanted === "relevance" && !words ? "newest" : wanted;
  // A rank is comparable only within one search.
  const order = sort === "relevance" ? `products:relevance:${words?.join(" ")}` : `products:${sort}`;
  return { filter: { ...filter, words }, sort, order, limit, variants: expand === "variants" };
}

export const show: Action<typeof ShowProduct, typeof ProductView> = async ({ params, request }) => {
  const row = await findProduct(params.idOrSlug);
  if (!row) return moved(params.idOrSlug, request.url);
  return ok(renderProduct(row), { etag: productVersion(row), publicSeconds: PUBLIC_SECONDS });
};

export const related: Action<typeof ListRelated, typeof RelatedProductsView> = async ({
  params,
  query,
  request,
}) => {
  const rows = await relatedProducts(params.idOrSlug, query.limit);
  if (!rows) return moved(params.idOrSlug, request.url);
  const etag = etagOf(rows.map(productVersion));
  return ok(wholeList(renderProducts(rows)), { etag, publicSeconds: PUBLIC_SECONDS });
};

/**
 * Redirects from a former slug, with the rest of the path and the query. Looked up only when no product was found.
 * @throws NotFound
 */
async function moved(formerSlug: string, url: string): Promise<Reply<never>> {
  const slug = await findMovedSlug(formerSlug);
  if (slug === undefined) throw new NotFound();
  const rest = /\/products\/[^/?]+(.*)$/is.exec(url)?.[1] ?? "";
  // The merchant can give the slug away again, so clients must not keep the redirect for ever.
  const location = `/api/v1/products/${encodeURIComponent(slug)}${rest}`;
  return movedPermanently(location, { publicSeconds: PUBLIC_SECONDS });
}
