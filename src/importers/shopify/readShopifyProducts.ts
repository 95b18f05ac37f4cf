import type { Readable } from "node:stream";
import { minorUnitDigits } from "../../lib/money/currencies.js";
import type { ImportItem, Rejection } from "./importedProduct.js";
import { MAX_ROWS } from "./limits.js";
import { type FileContext, OpenProduct } from "./OpenProduct.js";
import { readRows, type Row } from "./readRows.js";
import { rejection } from "./rejection.js";

/**
 * Reads a Shopify product export (Shopify Help, "Using CSV files to import and export products") product by product
 * as a stream: invalid rows are rejected with their line and the reason, valid ones are kept. Only one product and the
 * handles and SKUs read so far are in memory. Stopping early closes the stream.
 *
 * Rows of one product are adjacent. A row without a handle, or with the handle of an earlier product, is rejected
 * alone and does not end the current product.
 * @param options.file the file's name, for the rejections
 * @param options.strict refuse a variant whose SKU is on an earlier row, instead of reading it without SKU
 * @param options.currency ISO 4217 code of the prices; the export does not contain it
 * @throws ShopifyFileError if the file is not a Shopify product export; RangeError for an unknown currency; the errors
 * of the stream
 */
export async function* readShopifyProducts(
  input: Readable,
  { file, currency, strict = false }: { file: string; currency: string; strict?: boolean },
): AsyncGenerator<ImportItem> {
  minorUnitDigits(currency);
  const context: FileContext = { file, currency, strict, skus: new Map() };
  const firstLines = new Map<string, number>();
  let open = null as OpenProduct | null;
  for await (const row of readRows(input, file)) {
    const { handle, line } = row;
    if (row.last) {
      if (open) yield* open.close();
      open = null;
      yield refusedRow(row, row.flaws, "file");
    } else if (handle === null) {
      yield refusedRow(row, row.flaws);
    } else if (handle === open?.handle) {
      if (open.isFull)
        yield refusedRow(row, [aboutHandle(row, file, `a product has at most ${MAX_ROWS} rows`)]);
      else open.add(row);
    } else if (firstLines.has(handle)) {
      const reason = `the product began on line ${firstLines.get(handle)}; all rows of a product must be adjacent`;
      yield refusedRow(row, [aboutHandle(row, file, reason)]);
    } else {
      if (open) yield* open.close();
      firstLines.set(handle, line);
      open = new OpenProduct(handle, row, context);
    }
  }
  if (open) yield* open.close();
}

function refusedRow(row: Row, rejections: Rejection[], scope: "row" | "file" = "row"): ImportItem {
  const { handle, line, bytesRead } = row;
  return { kind: "rejected", scope, handle, rejections, lines: [line], bytesRead };
}

function aboutHandle({ line, columns, cells }: Row, file: string, reason: string): Rejection {
  return rejection({ file, line, column: columns.byField.get("handle"), value: cells.get("handle"), reason });
}
