import type { Readable } from "node:stream";
import { type CsvError, type InfoRecord, Parser } from "csv-parse";
import { MAX_ROW_BYTES } from "./limits.js";
import { openFile } from "./openFile.js";
import { countLineBreaks, findQuoteFlaw, type QuoteFlaw } from "./quoteFlaw.js";

/** A row cut into cells, each still bytes: one character per byte, so that bad UTF-8 can be told cell by cell. */
export interface CsvRecord {
  line: number;
  cells: string[];
  flaw: QuoteFlaw | "too long" | null;
  /** Nothing after this row could be read. */
  last: boolean;
  /** Bytes of the file up to the end of the row. */
  bytesRead: number;
}

/**
 * Cuts a file into rows as it streams in. At most one chunk's rows are held at a time.
 *
 * Lines are counted here from the line breaks inside cells, because csv-parse counts a quoted CRLF twice. Quotes are
 * read leniently, so that the parser finds its way back after a broken row, and then checked strictly.
 * @throws ShopifyFileError when the file is no CSV text; the stream's own errors pass through.
 */
export async function* readCsv(input: Readable, file: string): AsyncGenerator<CsvRecord> {
  const { delimiter, skipped, chunks } = await openFile(input, file);
  let ready: CsvRecord[] = [];
  let line = 1;
  const parser = new Parser({
    delimiter,
    encoding: "latin1",
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: MAX_ROW_BYTES,
    raw: true,
    // Taken here and not from the readable side: a stream that fails throws away what it has buffered, and the good
    // rows before an unclosed quote would go with it.
    on_record: (record, info) => {
      const { record: cells, raw } = record as unknown as { record: string[]; raw: string };
      const flaw = raw.includes('"') ? findQuoteFlaw(raw, delimiter) : null;
      ready.push({ line, cells, flaw, last: false, bytesRead: skipped + bytesOf(info) });
      line += 1 + cells.reduce((breaks, cell) => breaks + countLineBreaks(cell), 0);
      return null;
    },
  });
  let failure: CsvError | null = null;
  parser.on("error", (error: CsvError) => (failure ??= error));
  try {
    for await (const chunk of chunks) {
      await new Promise<void>((resolve) => parser.write(chunk, () => resolve()));
      yield* ready;
      ready = [];
      if (failure) break;
    }
    if (!failure) {
      await new Promise<void>((resolve) => {
        // Ending flushes; a flush that fails never finishes, and one that succeeds never ends unless read.
        parser.once("close", resolve).once("end", resolve).resume().end();
      });
      yield* ready;
    }
    if (failure) yield brokenRecord(failure, line, delimiter, skipped + parser.info.bytes);
  } finally {
    parser.destroy();
  }
}

const bytesOf = (info: InfoRecord): number => (info as InfoRecord & { bytes: number }).bytes;

/** The row at which reading stopped: its quote never closed, or it grew beyond any sensible row. */
function brokenRecord(error: CsvError, line: number, delimiter: string, bytesRead: number): CsvRecord {
  if (error.code !== "CSV_QUOTE_NOT_CLOSED" && error.code !== "CSV_MAX_RECORD_SIZE") throw error;
  const { raw = "" } = error as CsvError & { raw?: string };
  const flaw = findQuoteFlaw(raw, delimiter) ?? "too long";
  return { line, cells: [], flaw, last: true, bytesRead };
}
