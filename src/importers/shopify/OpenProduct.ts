import { parseImageUrl, parsePosition, parseText } from "./cells.js";
import type { Columns } from "./columns.js";
import type { ImportedImage, ImportedVariant, ImportItem, Rejection, Warning } from "./importedProduct.js";
import { MAX_ALT, MAX_IMAGES, MAX_ROWS, MAX_VARIANTS } from "./limits.js";
import { type OptionNames, readOptionNames, settleOptions } from "./options.js";
import { type ProductDetails, readDetails } from "./readDetails.js";
import type { Row } from "./readRows.js";
import { carriesVariant, readVariant } from "./readVariant.js";
import { rejection } from "./rejection.js";
import { RowReader } from "./RowReader.js";

/** Settings and state of a whole file. */
export interface FileContext {
  file: string;
  currency: string;
  /** Refuse a variant whose SKU is on an earlier row, instead of reading it without SKU. */
  strict: boolean;
  /** SKUs of the products yielded so far, with their lines. Refused rows are not included. */
  skus: Map<string, number>;
}

/** A product whose rows are still being read. It keeps the values of a row, not the row. */
export class OpenProduct {
  readonly handle: string;
  readonly #context: FileContext;
  readonly #firstLine: number;
  readonly #columns: Columns["byField"];
  readonly #details: ProductDetails | null;
  readonly #optionNames: OptionNames | null;
  readonly #images: ImportedImage[] = [];
  readonly #variants: ImportedVariant[] = [];
  readonly #combinations = new Map<string, number>();
  readonly #skus = new Map<string, number>();
  readonly #lines: number[] = [];
  readonly #refusedLines: number[] = [];
  readonly #rejections: Rejection[] = [];
  readonly #warnings: Warning[] = [];
  #bytesRead = 0;

  constructor(handle: string, firstRow: Row, context: FileContext) {
    this.handle = handle;
    this.#context = context;
    this.#firstLine = firstRow.line;
    this.#columns = firstRow.columns.byField;
    const reader = new RowReader(firstRow, context.file);
    // The cells of a malformed row are unreliable, so only its first error is reported.
    const details = reader.isGood ? readDetails(reader) : null;
    this.#optionNames = details && readOptionNames(reader);
    this.#take(reader);
    this.#details = reader.isGood ? details : null;
  }

  /** Whether the maximum number of rows is reached. */
  get isFull(): boolean {
    return this.#lines.length + this.#refusedLines.length >= MAX_ROWS;
  }

  /** Adds a row: a variant, an image, or both. */
  add(row: Row): void {
    const reader = new RowReader(row, this.#context.file);
    if (reader.isGood && !carriesVariant(reader) && !reader.has("imageUrl")) {
      reader.refuse("the row has neither a variant nor an image");
    }
    this.#take(reader);
  }

  /** The product with its valid rows and its rejected rows; only the rejection if no valid variant is left. */
  close(): ImportItem[] {
    const { handle } = this;
    const bytesRead = this.#bytesRead;
    if (this.#details === null || this.#variants.length === 0) return [this.#refused()];
    for (const [sku, line] of this.#skus) this.#context.skus.set(sku, line);
    const options = settleOptions(this.#optionNames ?? [], this.#variants);
    const images = this.#images
      .sort((a, b) => a.position - b.position)
      .map((image, index) => ({ ...image, position: index + 1 }));
    const product = { handle, ...this.#details, options, images, variants: this.#variants };
    const items: ImportItem[] = [
      {
        kind: "product",
        product,
        firstLine: this.#firstLine,
        lines: this.#lines,
        columns: this.#columns,
        warnings: this.#warnings,
        bytesRead,
      },
    ];
    if (this.#rejections.length > 0) {
      const [rejections, lines] = [this.#rejections, this.#refusedLines];
      items.push({ kind: "rejected", scope: "row", handle, rejections, lines, bytesRead });
    }
    return items;
  }

  #take(reader: RowReader): void {
    this.#bytesRead = reader.row.bytesRead;
    const variant = this.#readVariant(reader);
    const image = this.#readImage(reader);
    if (!reader.isGood) {
      this.#rejections.push(...reader.rejections);
      this.#refusedLines.push(reader.line);
      return;
    }
    this.#lines.push(reader.line);
    this.#warnings.push(...reader.warnings);
    if (image) this.#images.push(image);
    if (variant) {
      this.#variants.push(variant);
      this.#combinations.set(combination(variant), reader.line);
      if (variant.sku !== null) this.#skus.set(variant.sku, reader.line);
    }
  }

  #readVariant(reader: RowReader): ImportedVariant | null {
    if (reader.row.flaws.length > 0 || !carriesVariant(reader)) return null;
    const variant = readVariant(reader, this.#optionNames, this.#context.currency);
    const twin = this.#combinations.get(combination(variant));
    if (twin !== undefined && this.#optionNames)
      reader.refuse(`the same options as the variant on line ${twin}`);
    this.#settleSku(variant, reader);
    if (this.#variants.length >= MAX_VARIANTS)
      reader.refuse(`a product has at most ${MAX_VARIANTS} variants`);
    return variant;
  }

  /** Shopify allows one SKU on several variants. Here it is unique: the first row keeps it. */
  #settleSku(variant: ImportedVariant, reader: RowReader): void {
    if (variant.sku === null) return;
    const line = this.#skus.get(variant.sku) ?? this.#context.skus.get(variant.sku);
    if (line === undefined) return;
    const reason = `the SKU is already on line ${line}`;
    if (this.#context.strict) return reader.refuse(reason, "sku");
    reader.warn(`${reason}; the variant is imported without SKU`, "sku");
    variant.sku = null;
  }

  /** Null if the row has no image, or repeats one of the product's. */
  #readImage(reader: RowReader): ImportedImage | null {
    if (reader.row.flaws.length > 0) return null;
    const url = reader.read("imageUrl", parseImageUrl, null);
    const alt = reader.read("imageAlt", parseText(MAX_ALT), null);
    const next = this.#images.reduce((highest, image) => Math.max(highest, image.position), 0) + 1;
    const position = reader.read("imagePosition", parsePosition, next);
    if (url === null || this.#images.some((image) => image.url === url)) return null;
    if (this.#images.length >= MAX_IMAGES)
      reader.refuse(`a product has at most ${MAX_IMAGES} images`, "imageUrl");
    return { url, alt, position };
  }

  #refused(): ImportItem {
    const { handle } = this;
    const { file } = this.#context;
    const line = this.#firstLine;
    const rejections =
      this.#rejections.length > 0
        ? this.#rejections
        : [rejection({ file, line, reason: "the product has no variant" })];
    const lines = [...this.#lines, ...this.#refusedLines].sort((a, b) => a - b);
    return { kind: "rejected", scope: "product", handle, rejections, lines, bytesRead: this.#bytesRead };
  }
}

const combination = (variant: ImportedVariant): string => JSON.stringify(Object.entries(variant.options));
