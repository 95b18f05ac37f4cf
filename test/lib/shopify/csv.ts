import { Readable } from "node:stream";
import type { ImportItem, Rejection } from "../../../src/importers/shopify/importedProduct.js";
import { readShopifyProducts } from "../../../src/importers/shopify/readShopifyProducts.js";

export type Cells = Record<string, string>;
export type ProductItem = Extract<ImportItem, { kind: "product" }>;
export type RejectedItem = Extract<ImportItem, { kind: "rejected" }>;

/** A valid first row; a test passes only the cells that matter to it. */
export const shirt = (cells: Cells = {}): Cells => ({
  Handle: "shirt",
  Title: "Shirt",
  "Option1 Name": "Size",
  "Option1 Value": "S",
  "Variant Price": "10.00",
  ...cells,
});

/** A further variant of the shirt. */
export const size = (value: string, cells: Cells = {}): Cells => ({
  Handle: "shirt",
  "Option1 Value": value,
  "Variant Price": "10.00",
  ...cells,
});

const quote = (cell: string, delimiter: string): string =>
  cell.includes('"') || cell.includes("\n") || cell.includes("\r") || cell.includes(delimiter)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;

/** A file of these rows, with a column for each header that a row uses. */
export function toCsv(rows: Cells[], { delimiter = ",", newline = "\n" } = {}): string {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ""))];
  return lines.map((cells) => cells.map((cell) => quote(cell, delimiter)).join(delimiter) + newline).join("");
}

/** All items that the reader yields for a text, for bytes, or for pieces of them. */
export async function read(
  content: string | Buffer | Buffer[],
  { file = "products.csv", currency = "USD", strict = false } = {},
): Promise<ImportItem[]> {
  const items: ImportItem[] = [];
  const input = Readable.from(Array.isArray(content) ? content : [content]);
  for await (const item of readShopifyProducts(input, { file, currency, strict })) items.push(item);
  return items;
}

export const productsOf = (items: ImportItem[]): ProductItem["product"][] =>
  items.filter((item) => item.kind === "product").map((item) => item.product);

export const rejectedOf = (items: ImportItem[]): RejectedItem[] =>
  items.filter((item) => item.kind === "rejected");

/** "line column: reason" of every rejection, in order. */
export const reasonsOf = (items: ImportItem[]): string[] =>
  rejectedOf(items).flatMap((item) => item.rejections.map(reasonOf));

const reasonOf = ({ line, column, reason }: Rejection): string => `${line} ${column ?? "-"}: ${reason}`;
