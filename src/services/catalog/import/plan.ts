import type { ImportedVariant, ImportItem, Rejection } from "../../../importers/shopify/importedProduct.js";
import type { ProductChanges } from "../products/planProduct.js";

export type ProductItem = Extract<ImportItem, { kind: "product" }>;
export type RejectedItem = Extract<ImportItem, { kind: "rejected" }>;
export type Field = Parameters<ProductItem["columns"]["has"]>[0];

/** The planned changes for one product of the file. */
export type ProductPlan = {
  item: ProductItem;
  /** Refused rows with the reason, by line. */
  refused: { line: number; rejection: Rejection }[];
} & (
  { action: "create" | "update" | "unchanged"; changes: ProductChanges } | { action: "refuse"; changes: null }
);

/** The reason for refusing a row; without a variant, the product's first row. */
export type Cause = { variant?: ImportedVariant; field?: Field; value?: string; reason: string };

/** A rejection in the reader's format. */
export function refusal(
  { firstLine, columns }: ProductItem,
  file: string,
  { variant, field, value, reason }: Cause,
): ProductPlan["refused"][number] {
  const line = variant?.line ?? firstLine;
  const column = field && columns.get(field)?.header;
  return { line, rejection: { file, line, ...(column && { column }), ...(value && { value }), reason } };
}
