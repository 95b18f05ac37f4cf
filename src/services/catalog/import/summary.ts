import type { Rejection } from "../../../importers/shopify/importedProduct.js";
import type { ProductPlan, RejectedItem } from "./plan.js";

/** What an import came to, or of a dry run would have come to. */
export type ImportSummary = {
  /**
   * `refused`: strict, and something was wrong; `interrupted`: stopped between batches. Nothing was written by a
   * strict import that did not end as `imported`.
   */
  outcome: "imported" | "dry run" | "refused" | "interrupted";
  products: { created: number; updated: number; unchanged: number; refused: number };
  variants: { created: number; updated: number; unchanged: number; retired: number };
  images: { created: number; updated: number; removed: number };
  categories: { created: number };
  /** Known variants whose stock on hand was set to the file's quantity, and the pieces that this added and removed. */
  stock: { changed: number; added: number; removed: number };
  rows: { read: number; refused: number };
  seconds: number;
};

/** Counts what a batch has come to; `rejections` are in the order of the file. */
export type Tally = Omit<ImportSummary, "outcome" | "seconds"> & { rejections: Rejection[] };

export function newTally(): Tally {
  return {
    products: { created: 0, updated: 0, unchanged: 0, refused: 0 },
    variants: { created: 0, updated: 0, unchanged: 0, retired: 0 },
    images: { created: 0, updated: 0, removed: 0 },
    categories: { created: 0 },
    stock: { changed: 0, added: 0, removed: 0 },
    rows: { read: 0, refused: 0 },
    rejections: [],
  };
}

/** Adds what the reader refused. */
export function tallyRejected(tally: Tally, { scope, lines, rejections }: RejectedItem): void {
  tally.rows.read += lines.length;
  tally.rows.refused += lines.length;
  if (scope === "product") tally.products.refused += 1;
  tally.rejections.push(...rejections);
}

/** Adds what became of a product. */
export function tallyPlan(tally: Tally, plan: ProductPlan): void {
  const { products, variants, images, rows } = tally;
  rows.read += plan.item.lines.length;
  rows.refused +=
    plan.action === "refuse" ? plan.item.lines.length : new Set(plan.refused.map(({ line }) => line)).size;
  tally.rejections.push(...plan.refused.map(({ rejection }) => rejection));
  variants.unchanged += plan.variants.unchanged;
  switch (plan.action) {
    case "create":
      products.created += 1;
      variants.created += plan.product.variants.length;
      images.created += plan.product.images.length;
      break;
    case "update": {
      const { changes } = plan;
      products.updated += 1;
      variants.created += changes.variants.added.length;
      variants.retired += changes.variants.retired.length;
      variants.updated += new Set([
        ...changes.variants.changed.map(({ id }) => id),
        ...[...changes.stock, ...changes.opened].map(({ variantId }) => variantId),
      ]).size;
      tallyStock(tally, changes.stock);
      images.created += changes.images.added.length;
      images.updated += changes.images.changed.length;
      images.removed += changes.images.removed.length;
      break;
    }
    case "unchanged":
      products.unchanged += 1;
      break;
    case "refuse":
      products.refused += 1;
  }
}

function tallyStock({ stock }: Tally, changes: { delta: number }[]): void {
  for (const { delta } of changes.filter(({ delta }) => delta !== 0)) {
    stock.changed += 1;
    if (delta > 0) stock.added += delta;
    else stock.removed -= delta;
  }
}

/** Adds the figures of a batch to those of the whole. */
export function addTally(total: Tally, part: Tally): void {
  for (const name of ["products", "variants", "images", "categories", "stock", "rows"] as const) {
    const [sums, counts] = [total[name] as Record<string, number>, part[name]];
    for (const [key, count] of Object.entries(counts)) sums[key] = (sums[key] ?? 0) + count;
  }
}
