import type { Columns } from "./columns.js";

/** A product of a Shopify export, validated. Amounts are integer minor units. */
export interface ImportedProduct {
  handle: string;
  title: string;
  /** Sanitised (see sanitizeHtml); "" when the export has none. */
  descriptionHtml: string;
  vendor: string | null;
  /** From the root down: ["Apparel & Accessories", "Clothing", "Shirts"]. */
  productCategory: string[];
  tags: string[];
  status: "active" | "draft" | "archived";
  seoTitle: string | null;
  seoDescription: string | null;
  /** Empty for a product with a single, nameless variant. */
  options: ImportedOption[];
  /** In display order; positions are 1, 2, 3 … whatever gaps the file had. */
  images: ImportedImage[];
  variants: ImportedVariant[];
}

export interface ImportedOption {
  name: string;
  /** In the order the file first names them. */
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
  /** Always above the price; null when the variant is not on sale. */
  compareAtAmount: number | null;
  weightGrams: number | null;
  /** Whether stock is counted at all. */
  tracked: boolean;
  /** On hand, never below 0; null when the export does not say. */
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
  /** Physical line, 1-based; where a row spans lines (a quoted line break), its first. */
  line: number;
  /** The header as the file spells it. */
  column?: string;
  /** The cell, cut short and free of control characters, so it can be stored and shown as it is. */
  value?: string;
  reason: string;
}

/** Why a row is imported with a difference from the file. */
export type Warning = Rejection;

/**
 * What the reader yields. `lines` names the rows an item accounts for: over a whole file each row that is not blank
 * is in exactly one item. `bytesRead` is how far into the file the item ends, for progress. `columns` are the file's:
 * a blank cell says "none", a missing column says nothing at all.
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
