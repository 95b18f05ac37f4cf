import type { ImportedVariant, ImportItem, Rejection } from "../../../importers/shopify/importedProduct.js";
import type { ProductChanges } from "../products/planProduct.js";

export type ProductItem = Extract<ImportItem, { kind: "product" }>;
export type RejectedItem = Extract<ImportItem, { kind: "rejected" }>;
export type Field = Parameters<ProductItem["columns"]["has"]>[0];

/** What a product of the file comes to, given the shop's state. */
export type ProductPlan = {
  item: ProductItem;
  /** Why rows of it are refused, by line. */
  refused: { line: number; rejection: Rejection }[];
} & (
  { action: "create" | "update" | "unchanged"; changes: ProductChanges } | { action: "refuse"; changes: null }
);

/** Why a row is refused; without a variant, it is the product's first row. */
export type Cause = { variant?: ImportedVariant; field?: Field; value?: string; reason: string };

/** A rejection in the reader's form. */
export function refusal(
  { firstLine, columns }: ProductItem,
  file: string,
  { variant, field, value, reason }: Cause,
): ProductPlan["refused"][number] {
  const line = variant?.line ?? firstLine;
  const column = field && columns.get(field)?.header;
  return { line, rejection: { file, line, ...(column && { column }), ...(value && { value }), reason } };
}
