import type { ImportedVariant, ImportItem, Rejection } from "../../../importers/shopify/importedProduct.js";
import type { NewProduct } from "../products/newProduct.js";
import type { ImageRow, ProductRow, ShopStock, VariantRow } from "./shopState.js";

export type ProductItem = Extract<ImportItem, { kind: "product" }>;
export type RejectedItem = Extract<ImportItem, { kind: "rejected" }>;
export type Field = Parameters<ProductItem["columns"]["has"]>[0];

/** What is to be written to a product that the shop has; what is null or empty stays as it is. */
export type ProductChanges = {
  id: string;
  row: ProductRow | null;
  categoryIds: string[] | null;
  images: { added: ImageRow[]; changed: ImageRow[]; removed: string[] };
  variants: {
    added: NewVariantRow[];
    changed: VariantRow[];
    /** Those of `changed` that trade SKU or options, which must not collide half-way. */
    rekeyed: string[];
    /** No longer choosable: the product's options are others now. */
    retired: string[];
  };
  stock: { variantId: string; tracked: boolean; backorder: boolean; delta: number }[];
  opened: { variantId: string; tracked: boolean; backorder: boolean; onHand: number }[];
};
export type NewVariantRow = VariantRow & Pick<ShopStock, "tracked" | "backorder" | "onHand">;

/** What a file's product comes to, given how the shop stands. */
export type ProductPlan = {
  item: ProductItem;
  /** Why rows of it are refused, by line. */
  refused: { line: number; rejection: Rejection }[];
  variants: { unchanged: number };
} & (
  | { action: "create"; product: NewProduct }
  | { action: "update"; changes: ProductChanges }
  | { action: "unchanged" | "refuse" }
);

/** A rejection in the reader's form, about a variant's row or, without one, the product's first. */
export function refusal(
  { firstLine, columns }: ProductItem,
  file: string,
  {
    variant,
    field,
    value,
    reason,
  }: { variant?: ImportedVariant; field?: Field; value?: string; reason: string },
): ProductPlan["refused"][number] {
  const line = variant?.line ?? firstLine;
  const column = field && columns.get(field)?.header;
  return { line, rejection: { file, line, ...(column && { column }), ...(value && { value }), reason } };
}
