import { newId } from "../../../lib/ids.js";
import type { ProductChanges, ProductItem } from "./plan.js";
import type { ImageRow, ShopProduct } from "./shopState.js";

/**
 * The product's images as the file has them, matched by address, and after them those that only variants name. A
 * file without images in its columns takes none away.
 */
export function planImages({ product, columns }: ProductItem, shop: ShopProduct) {
  const before = new Map<string, ImageRow>();
  for (const image of shop.images) if (!before.has(image.url)) before.set(image.url, image);

  const wanted = new Map<string, string | null | undefined>();
  if (columns.has("imageUrl")) for (const { url, alt } of product.images) wanted.set(url, alt);
  else for (const { url, alt } of shop.images) wanted.set(url, alt);
  for (const { imageUrl } of product.variants) {
    if (imageUrl !== null && !wanted.has(imageUrl)) wanted.set(imageUrl, undefined);
  }

  const images: ProductChanges["images"] = { added: [], changed: [], removed: [] };
  const ids = new Map<string, string>();
  let position = 0;
  for (const [url, alt] of wanted) {
    const known = before.get(url);
    const told = columns.has("imageAlt") ? alt : (known?.alt ?? alt);
    const row = {
      id: known?.id ?? newId(),
      url,
      alt: told === undefined ? (known?.alt ?? null) : told,
      position: position++,
    };
    ids.set(url, row.id);
    if (!known) images.added.push(row);
    else if (known.alt !== row.alt || known.position !== row.position) images.changed.push(row);
  }
  const kept = new Set(ids.values());
  images.removed = shop.images.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  return { images, idOf: (url: string | null) => (url === null ? null : (ids.get(url) ?? null)) };
}
