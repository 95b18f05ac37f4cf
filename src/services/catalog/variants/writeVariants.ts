import { isDeepStrictEqual } from "node:util";
import { positional } from "../../../database/statement.js";
import type { ProductVariant } from "../../../models/catalog/ProductVariant.js";
import { setStockPolicies } from "../../inventory/setStockPolicies.js";
import { insertVariants, variantRow } from "../products/createProduct.js";
import type { WriteContext } from "../products/newProduct.js";
import type { PlannedVariant } from "./planVariants.js";
import { removeFromCarts } from "../products/removeFromCarts.js";

const putAway = positional(
  "UPDATE product_variants SET deleted_at = now(), updated_at = now() WHERE id = ANY ($1::uuid[])",
);
const bringBack = positional(
  `UPDATE product_variants v SET
     sku = r.sku, title = r.title, options = r.options, price_amount = r."priceAmount",
     compare_at_amount = r."compareAtAmount", currency = r.currency, barcode = r.barcode,
     weight_grams = r."weightGrams", image_id = r."imageId", position = r.position,
     deleted_at = NULL, updated_at = now()
   FROM jsonb_to_recordset($1::jsonb) AS r (
     id uuid, sku text, title text, options jsonb, "priceAmount" integer, "compareAtAmount" integer,
     currency text, barcode text, "weightGrams" integer, "imageId" uuid, position integer)
   WHERE v.id = r.id`,
);

/**
 * Writes the plan: what changed is put away together with what goes, and then brought back as it will be. So two
 * variants can swap their SKUs or options, and the unique indexes judge only the outcome.
 */
export async function writeVariants(
  productId: string,
  current: ProductVariant[],
  planned: PlannedVariant[],
  imageIds: Map<string, string>,
  context: WriteContext,
): Promise<void> {
  const rows = planned.map(({ before, ...variant }, position) => ({
    before,
    row: variantRow(productId, variant, position, imageIds),
  }));
  const changed = rows.flatMap(({ before, row }) =>
    before && differs(before, row) ? [{ ...row, id: before.id }] : [],
  );
  const staying = new Set(planned.map(({ before }) => before));
  const gone = current.filter((variant) => !staying.has(variant)).map(({ id }) => id);
  if (gone.length + changed.length > 0) await putAway([[...gone, ...changed.map(({ id }) => id)]]);
  if (changed.length > 0) await bringBack([JSON.stringify(changed)]);
  const added = rows.filter(({ before }) => !before).map(({ row }) => row);
  if (added.length > 0) await insertVariants(added, context);
  await setStockPolicies(
    rows.flatMap(({ before, row: { tracked, backorder } }) =>
      before && (before.stock?.tracked !== tracked || before.stock.backorder !== backorder)
        ? [{ variantId: before.id, tracked, backorder }]
        : [],
    ),
  );
  await removeFromCarts(gone);
}

const STORED = [
  "sku",
  "title",
  "options",
  "priceAmount",
  "compareAtAmount",
  "currency",
  "barcode",
  "weightGrams",
  "imageId",
  "position",
] as const;
const differs = (before: ProductVariant, row: ReturnType<typeof variantRow>): boolean =>
  STORED.some((field) => !isDeepStrictEqual(before[field], row[field]));
