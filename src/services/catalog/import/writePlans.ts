import { positional } from "../../../database/statement.js";
import { newId } from "../../../lib/ids.js";
import { openStock } from "../../inventory/openStock.js";
import { createProducts, insertVariants } from "../products/createProduct.js";
import { removeFromCarts } from "../products/removeFromCarts.js";
import type { ProductChanges, ProductPlan } from "./plan.js";

const updateProducts = positional(
  `UPDATE products p SET
     title = r.title, description = r.description, brand = r.brand, status = r.status, options = r.options, tags = r.tags
   FROM json_to_recordset($1::json) AS r (
     id uuid, title text, description text, brand text, status text, options jsonb, tags text[])
   WHERE p.id = r.id`,
);
const insertImages = positional(
  `INSERT INTO product_images (id, product_id, url, alt, position)
   SELECT * FROM json_to_recordset($1::json) AS r (id uuid, "productId" uuid, url text, alt text, position integer)`,
);
const updateImages = positional(
  `UPDATE product_images i SET alt = r.alt, position = r.position
   FROM json_to_recordset($1::json) AS r (id uuid, alt text, position integer) WHERE i.id = r.id`,
);
const deleteImages = positional("DELETE FROM product_images WHERE id = ANY ($1::uuid[])");
const putAway = positional(
  "UPDATE product_variants SET deleted_at = now(), updated_at = now() WHERE id = ANY ($1::uuid[])",
);
const updateVariants = positional(
  `UPDATE product_variants v SET
     sku = r.sku, title = r.title, options = r.options, price_amount = r."priceAmount",
     compare_at_amount = r."compareAtAmount", currency = r.currency, barcode = r.barcode,
     weight_grams = r."weightGrams", image_id = r."imageId", position = r.position,
     deleted_at = NULL, updated_at = now()
   FROM json_to_recordset($1::json) AS r (
     id uuid, sku text, title text, options jsonb, "priceAmount" integer, "compareAtAmount" integer,
     currency text, barcode text, "weightGrams" integer, "imageId" uuid, position integer)
   WHERE v.id = r.id`,
);
// The rows are locked (loadShopState), so that on_hand and its movement cannot part.
const changeStock = positional(
  `WITH wanted AS (
     SELECT * FROM json_to_recordset($1::json) AS r (
       id uuid, "variantId" uuid, tracked boolean, backorder boolean, delta integer)
   ), changed AS (
     UPDATE stock_items s SET tracked = w.tracked, backorder = w.backorder, on_hand = s.on_hand + w.delta
     FROM wanted w WHERE s.variant_id = w."variantId"
   )
   INSERT INTO stock_movements (id, variant_id, delta, reason, actor)
   SELECT id, "variantId", delta, 'import', $2 FROM wanted WHERE delta <> 0`,
);
const replaceCategories = positional(
  `WITH wanted AS (
     SELECT * FROM json_to_recordset($1::json) AS r ("productId" uuid, "categoryId" uuid)
   ), gone AS (
     DELETE FROM product_categories c WHERE c.product_id = ANY ($2::uuid[])
       AND NOT EXISTS (SELECT FROM wanted w WHERE w."productId" = c.product_id AND w."categoryId" = c.category_id)
   )
   INSERT INTO product_categories (product_id, category_id) SELECT "productId", "categoryId" FROM wanted
   ON CONFLICT DO NOTHING`,
);

type WriteContext = { actor: string };

/** Writes what was planned, in as many statements for many products as for one. Call it inside transaction(). */
export async function writePlans(plans: ProductPlan[], { actor }: WriteContext): Promise<void> {
  const context = { actor, stockReason: "import" as const };
  const created = plans.flatMap((plan) => (plan.action === "create" ? [plan.product] : []));
  if (created.length > 0) await createProducts(created, context);

  const changes = plans.flatMap((plan) => (plan.action === "update" ? [plan.changes] : []));
  if (changes.length === 0) return;
  await write(
    updateProducts,
    changes.flatMap(({ id, row }) => (row ? [{ id, ...row }] : [])),
  );
  await writeVariants(changes, context);
  await write(
    changeStock,
    changes.flatMap(({ stock }) => stock.map((row) => ({ id: newId(), ...row }))),
    actor,
  );
  await openStock(
    changes.flatMap(({ opened }) => opened),
    { reason: "import", actor },
  );

  const shelved = changes.filter(({ categoryIds }) => categoryIds !== null);
  const shelves = shelved.flatMap(({ id, categoryIds }) =>
    (categoryIds ?? []).map((categoryId) => ({ productId: id, categoryId })),
  );
  if (shelved.length > 0) {
    await replaceCategories([JSON.stringify(shelves), shelved.map(({ id }) => id)]);
  }
}

async function writeVariants(
  changes: ProductChanges[],
  context: { actor: string; stockReason: "import" },
): Promise<void> {
  await write(
    insertImages,
    changes.flatMap(({ id, images }) => owned(id, images.added)),
  );
  await write(
    updateImages,
    changes.flatMap(({ images }) => images.changed),
  );
  // What trades SKU or options is put away and comes back as it will be, so that only the outcome must be unique.
  const retired = changes.flatMap(({ variants }) => variants.retired);
  const away = [...retired, ...changes.flatMap(({ variants }) => variants.rekeyed)];
  if (away.length > 0) await putAway([away]);
  await write(
    updateVariants,
    changes.flatMap(({ variants }) => variants.changed),
  );
  const added = changes.flatMap(({ id, variants }) => owned(id, variants.added));
  if (added.length > 0) await insertVariants(added, context);
  if (retired.length > 0) await removeFromCarts(retired);
  const removed = changes.flatMap(({ images }) => images.removed);
  if (removed.length > 0) await deleteImages([removed]);
}

async function write(to: (values: unknown[]) => Promise<unknown>, rows: object[], ...more: unknown[]) {
  if (rows.length > 0) await to([JSON.stringify(rows), ...more]);
}

const owned = <T extends object>(productId: string, rows: T[]): (T & { productId: string })[] =>
  rows.map((row) => ({ ...row, productId }));
