import type { Product } from "../../../../src/models/catalog/Product.js";
import { api, type Headers } from "../../api.js";

/** The variant of a product that has only one. */
export function onlyVariant(product: Product) {
  const [variant] = product.variants ?? [];
  if (!variant) throw new Error("the product has no variant");
  return variant;
}

/** Adds pieces of products to the shopper's cart; returns the headers that identify it. */
export async function fillCart(
  lines: { variantId: string; quantity: number }[],
  headers: Headers = {},
): Promise<Headers> {
  const response = await api.post("/api/v1/cart/items", { items: lines }, headers);
  if (response.status !== 201) throw new Error(response.text);
  const token = response.headers["x-cart-token"];
  return token ? { ...headers, "x-cart-token": token } : headers;
}
