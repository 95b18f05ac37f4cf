import type { Rejection, Warning } from "../../../importers/shopify/importedProduct.js";
import type { ProductPlan, RejectedItem } from "./plan.js";

/** The result of an import; for a dry run, the result that the import would have. */
export type ImportSummary = {
  /**
   * `refused`: strict, with a fault in the file; `interrupted`: stopped between batches. A strict import writes nothing
   * unless its outcome is `imported`.
   */
  outcome: "imported" | "dry run" | "refused" | "interrupted";
  products: { created: number; updated: number; unchanged: number; refused: number };
  variants: { created: number; updated: number; unchanged: number; retired: number };
  images: { created: number; updated: number; removed: number };
  categories: { created: number };
  /** Existing variants whose stock was set to the file's quantity, and the pieces that were added and removed. */
  stock: { changed: number; added: number; removed: number };
  /** `warned`: imported with changes. */
  rows: { read: number; refused: number; warned: number };
  seconds: number;
};

/** Counts of a batch; `rejections` and `warnings` are in the order of the file. */
export type Tally = Omit<ImportSummary, "outcome" | "seconds"> & {
  rejections: Rejection[];
  warnings: Warning[];
};

export function newTally(): Tally {
  return {
    products: { created: 0, updated: 0, unchanged: 0, refused: 0 },
    variants: { created: 0, updated: 0, unchanged: 0, retired: 0 },
    images: { created: 0, updated: 0, removed: 0 },
    categories: { created: 0 },
    stock: { changed: 0, added: 0, removed: 0 },
    rows: { read: 0, refused: 0, warned: 0 },
    rejections: [],
    warnings: [],
  };
}

/** Adds the reader's rejections. */
export function tallyRejected(tally: Tally, { scope, lines, rejections }: RejectedItem): void {
  tally.rows.read += lines.length;
  tally.rows.refused += lines.length;
  if (scope === "product") tally.products.refused += 1;
  tally.rejections.push(...rejections);
}

/** Adds the result of a product. */
export function tallyPlan(tally: Tally, plan: ProductPlan): void {
  const { products, variants, images, rows } = tally;
  rows.read += plan.item.lines.length;
  rows.refused +=
    plan.action === "refuse" ? plan.item.lines.length : new Set(plan.refused.map(({ line }) => line)).size;
  tally.rejections.push(...plan.refused.map(({ rejection }) => rejection));
  tally.warnings.push(...warningsOf(plan));
  rows.warned = tally.warnings.length;
  products[COUNTED[plan.action]] += 1;
  if (plan.changes === null) return;
  const { variants: changed, images: changedImages, stock } = plan.changes;
  const updated = new Set([
    ...changed.changed.map(({ id }) => id),
    ...stock.changed.map((row) => row.variantId),
  ]);
  variants.created += changed.added.length;
  variants.updated += updated.size;
  variants.unchanged += changed.ids.length - changed.added.length - updated.size;
  variants.retired += changed.retired.length;
  images.created += changedImages.added.length;
  images.updated += changedImages.changed.length;
  images.removed += changedImages.removed.length;
  tallyStock(tally, stock.changed);
}

const COUNTED = { create: "created", update: "updated", unchanged: "unchanged", refuse: "refused" } as const;

/** The reader's warnings about imported rows. */
function warningsOf({ action, item, refused }: ProductPlan): Warning[] {
  const lines = new Set(refused.map(({ line }) => line));
  return action === "refuse" ? [] : item.warnings.filter(({ line }) => !lines.has(line));
}

function tallyStock({ stock }: Tally, changes: { delta: number }[]): void {
  for (const { delta } of changes.filter(({ delta }) => delta !== 0)) {
    stock.changed += 1;
    if (delta > 0) stock.added += delta;
    else stock.removed -= delta;
  }
}

/** Adds the counts of a batch to the total. */
export function addTally(total: Tally, part: Tally): void {
  for (const name of ["products", "variants", "images", "categories", "stock", "rows"] as const) {
    const [sums, counts] = [total[name] as Record<string, number>, part[name]];
    for (const [key, count] of Object.entries(counts)) sums[key] = (sums[key] ?? 0) + count;
  }
}
