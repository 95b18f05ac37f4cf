import { isUtf8 } from "node:buffer";
import type { Readable } from "node:stream";
import { BadCell, parseHandle } from "./cells.js";
import { type Column, type Columns, type Field, findColumns } from "./columns.js";
import type { Rejection } from "./importedProduct.js";
import { type CsvRecord, readCsv } from "./readCsv.js";
import { rejection } from "./rejection.js";

/** A row with its known cells decoded and trimmed; blank cells are left out. */
export interface Row {
  line: number;
  bytesRead: number;
  /** Null if the row has no handle. */
  handle: string | null;
  cells: Map<Field, string>;
  columns: Columns;
  /** Errors that make the whole row unreadable; usually empty. */
  flaws: Rejection[];
  /** The rest of the file could not be read. */
  last: boolean;
}

/**
 * Yields the rows after the header. Skips blank rows, which spreadsheets often leave.
 * @throws ShopifyFileError if the file is not a Shopify product export
 */
export async function* readRows(input: Readable, file: string): AsyncGenerator<Row> {
  let columns: Columns | undefined;
  for await (const record of readCsv(input, file)) {
    if (columns === undefined) {
      columns = findColumns(record.cells.map(decode), file);
    } else if (record.last || record.flaw !== null || record.cells.some((cell) => cell.trim() !== "")) {
      yield readRow(record, columns, file);
    }
  }
}

function readRow(record: CsvRecord, columns: Columns, file: string): Row {
  const { line, bytesRead, last } = record;
  const row: Row = { line, bytesRead, last, columns, handle: null, cells: new Map(), flaws: [] };
  const shapeFlaw = last || record.flaw ? quoteFlaw(record, columns, file) : widthFlaw(record, columns, file);
  if (shapeFlaw) row.flaws.push(shapeFlaw);
  const take = (column: Column, store: (text: string) => void): void => {
    try {
      const text = readText(record.cells[column.index] ?? "");
      if (text !== "") store(text);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      row.flaws.push(rejection({ file, line, column, reason: error.message }));
    }
  };
  for (const [field, column] of columns.byField) take(column, (text) => row.cells.set(field, text));
  for (const column of columns.surplusOptions) {
    take(column, (value) => {
      row.flaws.push(rejection({ file, line, column, value, reason: "a product has at most 3 options" }));
    });
  }
  readHandle(row, file);
  return row;
}

function quoteFlaw({ flaw, line, last }: CsvRecord, columns: Columns, file: string): Rejection {
  if (flaw === null || flaw === "too long") {
    return rejection({
      file,
      line,
      reason: "the row is longer than 1 MiB; the rest of the file was not read",
    });
  }
  const column = [...columns.byField.values()].find(({ index }) => index === flaw.cell);
  const reason =
    flaw.kind === "stray"
      ? 'a quote in the middle of a cell; wrap the cell in quotes and double each quote inside it ("")'
      : last
        ? "a quote opens here and is never closed; the rest of the file was not read"
        : "a quote opens here and is never closed";
  return rejection({ file, line: line + flaw.lineOffset, column, reason });
}

function widthFlaw({ cells, line }: CsvRecord, columns: Columns, file: string): Rejection | null {
  if (cells.length === columns.width) return null;
  const many = cells.length > columns.width ? "too many" : "too few";
  return rejection({ file, line, reason: `${many} cells: ${cells.length} under ${columns.width} headers` });
}

/** Read even from a malformed row if possible, so that the row is rejected as part of its product. */
function readHandle(row: Row, file: string): void {
  const { line } = row;
  const column = row.columns.byField.get("handle");
  const value = row.cells.get("handle");
  if (value === undefined) {
    if (row.flaws.length === 0)
      row.flaws.push(rejection({ file, line, column, reason: "the handle is missing" }));
    return;
  }
  try {
    row.handle = parseHandle(value);
  } catch (error) {
    if (!(error instanceof BadCell)) throw error;
    row.flaws.push(rejection({ file, line, column, value, reason: error.message }));
  }
}

/** Decodes one character per byte. The caller has checked that the bytes are UTF-8. */
const decode = (bytes: string): string => Buffer.from(bytes, "latin1").toString("utf8");

/** @throws BadCell instead of replacing invalid bytes by U+FFFD */
function readText(bytes: string): string {
  if (bytes.includes("\0")) throw new BadCell("contains a NUL character");
  // ASCII text, the common case, needs no decoding.
  if (/^[\x00-\x7f]*$/.test(bytes)) return bytes.trim();
  const buffer = Buffer.from(bytes, "latin1");
  if (!isUtf8(buffer)) throw new BadCell('is not UTF-8 text; save the file as "CSV UTF-8"');
  return buffer.toString("utf8").trim();
}
