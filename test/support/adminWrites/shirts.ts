import { createProduct, type ProductSeed } from "../factories/catalog/products.js";
import { unique } from "./write.js";

export const image = (url: string) => ({ url, alt: null, width: null, height: null });

export const shirt = (seed: ProductSeed = {}) =>
  createProduct({ title: "Shirt", sku: unique("shirt"), priceAmount: 1000, onHand: 3, ...seed });

/** A shirt in two sizes, the second with its own image. */
export async function sizes() {
  const product = await shirt({
    images: [image("/shirt.jpg"), image("/m.jpg")],
    variants: [
      { options: { Size: "S" }, priceAmount: 900 },
      { options: { Size: "M" }, priceAmount: 1100, imageUrl: "/m.jpg", onHand: 7 },
    ],
  });
  const [s, m] = product.variants?.map(({ id }) => id) as [string, string];
  return { product, s, m, pictures: product.images?.map(({ id }) => id) as [string, string] };
}
