import type { Columns } from "./columns.js";

/** A product of a Shopify export, validated. Amounts are integer minor units. */
export interface ImportedProduct {
  handle: string;
  title: string;
  /** Sanitised (see sanitizeHtml); "" if the export has none. */
  descriptionHtml: string;
  vendor: string | null;
  /** From the root: ["Apparel & Accessories", "Clothing", "Shirts"]. */
  productCategory: string[];
  tags: string[];
  status: "active" | "draft" | "archived";
  seoTitle: string | null;
  seoDescription: string | null;
  /** Empty for a product without options, which has a single variant. */
  options: ImportedOption[];
  /** In display order. Positions are 1, 2, 3 … even if those of the file have gaps. */
  images: ImportedImage[];
  variants: ImportedVariant[];
}

export interface ImportedOption {
  name: string;
  /** In the order of their first row. */
  values: string[];
}

export interface ImportedImage {
  url: string;
  alt: string | null;
  position: number;
}

export interface ImportedVariant {
  /** Physical line of the row in the file; the header is line 1. */
  line: number;
  sku: string | null;
  barcode: string | null;
  /** Option values joined by " / ", or "Default" for a product without options. */
  title: string;
  options: Record<string, string>;
  priceAmount: number;
  /** Always above the price; null if the variant is not on sale. */
  compareAtAmount: number | null;
  weightGrams: number | null;
  /** Whether stock is tracked. */
  tracked: boolean;
  /** On hand, at least 0; null if the export does not contain it. */
  quantity: number | null;
  /** Whether it can be bought when out of stock. */
  backorder: boolean;
  requiresShipping: boolean;
  taxable: boolean;
  imageUrl: string | null;
}

/** Why a row is refused, for the person who corrects the file. */
export interface Rejection {
  file: string;
  /** Physical line, 1-based; the first one if a quoted line break makes the row span several. */
  line: number;
  /** The header as in the file. */
  column?: string;
  /** The cell, shortened and without control characters, so that it can be stored and shown unchanged. */
  value?: string;
  reason: string;
}

/** Why a row is imported with a difference from the file. */
export type Warning = Rejection;

/**
 * An item that the reader yields. `lines` are the rows of the item: each row of the file that is not blank is in
 * exactly one item. `bytesRead` is the offset in the file where the item ends, for progress. `columns` are those of
 * the file: a blank cell means "no value", a missing column means "unknown".
 */
export type ImportItem =
  | {
      kind: "product";
      product: ImportedProduct;
      firstLine: number;
      lines: number[];
      columns: Columns["byField"];
      warnings: Warning[];
      bytesRead: number;
    }
  | {
      kind: "rejected";
      /** `row`: rows refused alone; `product`: all its rows refused; `file`: nothing after this line could be read. */
      scope: "row" | "product" | "file";
      handle: string | null;
      rejections: Rejection[];
      lines: number[];
      bytesRead: number;
    };

/** The file is not a Shopify product export; nothing was read from it. */
export class ShopifyFileError extends Error {
  override readonly name = "ShopifyFileError";

  constructor(
    readonly file: string,
    readonly line: number,
    readonly reason: string,
  ) {
    super(`${file}:${line}: ${reason}`);
  }
}
