import { positional } from "../../../database/statement.js";
import { newId } from "../../../lib/ids.js";
import { ProductImage } from "../../../models/catalog/ProductImage.js";
import type { NewImage } from "./newProduct.js";

const removeOthers = positional(
  "DELETE FROM product_images WHERE product_id = $1 AND id <> ALL ($2::uuid[])",
);
const rewrite = positional(
  `UPDATE product_images i SET alt = r.alt, width = r.width, height = r.height, position = r.position
   FROM jsonb_to_recordset($2::jsonb) AS r (id uuid, alt text, width integer, height integer, position integer)
   WHERE i.product_id = $1 AND i.id = r.id`,
);

/**
 * Gives a product exactly these images, in this order. One whose URL stays keeps its id, so that variants keep
 * their picture.
 * @returns the image ids by URL
 */
export async function replaceImages(productId: string, images: NewImage[]): Promise<Map<string, string>> {
  const current = await ProductImage.findAll({ where: { productId } });
  const known = new Map(current.map(({ url, id }) => [url, id]));
  const rows = images.map((image, position) => ({ ...image, id: known.get(image.url), position }));
  const kept = rows.filter(({ id }) => id !== undefined);
  if (current.length > kept.length) await removeOthers([productId, kept.map(({ id }) => id)]);
  if (kept.length > 0) await rewrite([productId, JSON.stringify(kept)]);
  const added = rows.filter(({ id }) => id === undefined).map((row) => ({ ...row, id: newId(), productId }));
  if (added.length > 0) await ProductImage.bulkCreate(added);
  return new Map([...kept, ...added].map(({ url, id }) => [url, id as string]));
}
