import type { Readable } from "node:stream";
import { type CsvError, type InfoRecord, Parser } from "csv-parse";
import { MAX_ROW_BYTES } from "./limits.js";
import { openFile } from "./openFile.js";
import { countLineBreaks, findQuoteFlaw, type QuoteFlaw } from "./quoteFlaw.js";

/** A row whose cells are bytes (one character per byte), so that invalid UTF-8 is reported per cell. */
export interface CsvRecord {
  line: number;
  cells: string[];
  flaw: QuoteFlaw | "too long" | null;
  /** The rest of the file could not be read. */
  last: boolean;
  /** Bytes of the file up to the end of the row. */
  bytesRead: number;
}

/**
 * Splits a stream into rows. At most the rows of one chunk are in memory.
 *
 * Lines are counted here, because csv-parse counts a quoted CRLF twice. Quotes are parsed leniently, so that the parser
 * recovers after a malformed row, and then checked strictly.
 * @throws ShopifyFileError if the file is not CSV text; the errors of the stream
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
    // Rows are taken here and not from the readable side: on an error the stream discards its buffer, which can
    // contain valid rows before an unclosed quote.
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
        // end() flushes. A failed flush never emits "finish"; after a successful one, "end" is only emitted if the
        // stream is read.
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

/** The row at which reading stopped: it has an unclosed quote, or exceeds the maximum size. */
function brokenRecord(error: CsvError, line: number, delimiter: string, bytesRead: number): CsvRecord {
  if (error.code !== "CSV_QUOTE_NOT_CLOSED" && error.code !== "CSV_MAX_RECORD_SIZE") throw error;
  const { raw = "" } = error as CsvError & { raw?: string };
  const flaw = findQuoteFlaw(raw, delimiter) ?? "too long";
  return { line, cells: [], flaw, last: true, bytesRead };
}
