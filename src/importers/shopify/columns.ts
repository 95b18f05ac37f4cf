import { ShopifyFileError } from "./importedProduct.js";

/**
 * The supported columns and their headers: first that of exports up to 2024, then that of the newer template (Shopify
 * Help, "Using CSV files to import and export products"). Other columns (Google Shopping, metafields, market prices,
 * gift card, weight unit for display) are ignored.
 */
const HEADERS = {
  handle: ["Handle", "URL handle"],
  title: ["Title"],
  description: ["Body (HTML)", "Description"],
  vendor: ["Vendor"],
  category: ["Product Category", "Standardized Product Type"],
  type: ["Type", "Custom Product Type"],
  tags: ["Tags"],
  published: ["Published", "Published on online store"],
  status: ["Status"],
  seoTitle: ["SEO Title"],
  seoDescription: ["SEO Description"],
  option1Name: ["Option1 Name"],
  option1Value: ["Option1 Value"],
  option2Name: ["Option2 Name"],
  option2Value: ["Option2 Value"],
  option3Name: ["Option3 Name"],
  option3Value: ["Option3 Value"],
  sku: ["Variant SKU", "SKU"],
  barcode: ["Variant Barcode", "Barcode"],
  price: ["Variant Price", "Price"],
  compareAtPrice: ["Variant Compare At Price", "Compare-at price"],
  grams: ["Variant Grams", "Weight value (grams)"],
  tracker: ["Variant Inventory Tracker", "Inventory tracker"],
  quantity: ["Variant Inventory Qty", "Inventory quantity"],
  policy: ["Variant Inventory Policy", "Continue selling when out of stock"],
  requiresShipping: ["Variant Requires Shipping", "Requires shipping"],
  taxable: ["Variant Taxable", "Charge tax"],
  variantImage: ["Variant Image", "Variant image URL"],
  imageUrl: ["Image Src", "Product image URL"],
  imagePosition: ["Image Position"],
  imageAlt: ["Image Alt Text"],
} as const;

export type Field = keyof typeof HEADERS;

export interface Column {
  index: number;
  /** As in the file, for messages. */
  header: string;
}

export interface Columns {
  width: number;
  byField: Map<Field, Column>;
  /** "Option4 Name" and higher. Shopify supports three options, so a value in one is an error. */
  surplusOptions: Column[];
}

// The two templates differ in case ("Option1 Name", "Option1 name"), and spreadsheets add spaces.
const fold = (header: string): string => header.trim().replace(/\s+/g, " ").toLowerCase();

const fieldByHeader = new Map<string, Field>(
  Object.entries(HEADERS).flatMap(([field, names]) =>
    names.map((name) => [fold(name), field as Field] as const),
  ),
);

const SURPLUS_OPTION = /^option([4-9]|[1-9]\d+) (name|value)$/;

/**
 * Finds the known columns in a header row.
 * @throws ShopifyFileError if Handle or Title is missing, or two columns have the same meaning
 */
export function findColumns(header: string[], file: string): Columns {
  const columns: Columns = { width: header.length, byField: new Map(), surplusOptions: [] };
  header.forEach((raw, index) => {
    const column = { index, header: raw.trim() };
    const field = fieldByHeader.get(fold(raw));
    if (field === undefined) {
      if (SURPLUS_OPTION.test(fold(raw))) columns.surplusOptions.push(column);
      return;
    }
    const twin = columns.byField.get(field);
    if (twin) {
      throw new ShopifyFileError(
        file,
        1,
        `columns ${twin.index + 1} ("${twin.header}") and ${index + 1} ("${column.header}") have the same meaning`,
      );
    }
    columns.byField.set(field, column);
  });
  const missing = (["handle", "title"] as const).filter((field) => !columns.byField.has(field));
  if (missing.length > 0) {
    const names = missing.map((field) => HEADERS[field].map((name) => `"${name}"`).join(" or "));
    throw new ShopifyFileError(
      file,
      1,
      `this is not a Shopify product export: the header has no column ${names.join(" and no column ")}`,
    );
  }
  return columns;
}
