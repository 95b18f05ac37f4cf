import {
  parseBoolean,
  parseGrams,
  parseImageUrl,
  parseName,
  parsePolicy,
  parsePrice,
  parseQuantity,
} from "./cells.js";
import type { ImportedVariant } from "./importedProduct.js";
import { type OptionNames, readOptionValues } from "./options.js";
import type { RowReader } from "./RowReader.js";

/**
 * The columns that only a variant has. Tracker, policy, weight and boolean columns do not identify one: spreadsheets
 * often repeat them on image rows.
 */
const TELLING = [
  ...(["option1Value", "option2Value", "option3Value"] as const),
  ...(["sku", "barcode", "price", "compareAtPrice", "quantity"] as const),
];

export const carriesVariant = (reader: RowReader): boolean => TELLING.some((field) => reader.has(field));

/**
 * Reads a row as a variant. Its title is derived when the product is complete.
 * @param names the product's option names; null if its first row was unreadable; later rows are not checked then
 */
export function readVariant(reader: RowReader, names: OptionNames | null, currency: string): ImportedVariant {
  const options = names ? readOptionValues(reader, names) : new Map<string, string>();
  const price = reader.read("price", (cell) => parsePrice(cell, currency), null);
  if (!reader.has("price")) reader.refuse("the price is missing", "price");
  const compareAt = reader.read("compareAtPrice", (cell) => parsePrice(cell, currency), null);
  return {
    line: reader.line,
    sku: reader.read("sku", parseName, null),
    barcode: reader.read("barcode", parseName, null),
    title: "",
    // Own properties only: an option may be named "__proto__".
    options: Object.fromEntries(options),
    priceAmount: price ?? 0,
    // Shopify stores a compare-at price at or below the price but shows no sale; here it is dropped.
    compareAtAmount: compareAt !== null && price !== null && compareAt > price ? compareAt : null,
    weightGrams: reader.read("grams", parseGrams, null),
    tracked: reader.has("tracker"),
    quantity: reader.read("quantity", parseQuantity, null),
    backorder: reader.read("policy", parsePolicy, false),
    // In Shopify a blank cell means FALSE; without the column, a new variant defaults to TRUE.
    requiresShipping: reader.read("requiresShipping", parseBoolean, !reader.hasColumn("requiresShipping")),
    taxable: reader.read("taxable", parseBoolean, !reader.hasColumn("taxable")),
    imageUrl: reader.read("variantImage", parseImageUrl, null),
  };
}
