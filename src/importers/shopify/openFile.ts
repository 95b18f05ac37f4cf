import { isUtf8 } from "node:buffer";
import type { Readable } from "node:stream";
import { ShopifyFileError } from "./importedProduct.js";
import { MAX_HEADER_BYTES } from "./limits.js";

export type Delimiter = "," | ";" | "\t";

export interface OpenedFile {
  delimiter: Delimiter;
  /** Bytes before the header that the chunks leave out: a byte order mark. */
  skipped: number;
  /** The whole text from the header on, in chunks of at most 64 KiB. */
  chunks: AsyncGenerator<Buffer>;
}

const CHUNK = 65_536;
const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

/**
 * Detects encoding and separator from the beginning of a file.
 * @throws ShopifyFileError for an empty file and for one that is not UTF-8 text.
 */
export async function openFile(input: Readable, file: string): Promise<OpenedFile> {
  const source = slices(input);
  let head: Buffer = Buffer.alloc(0);
  let end = -1;
  try {
    while (end === -1 && head.length <= MAX_HEADER_BYTES) {
      const next = await source.next();
      if (next.done) break;
      head = Buffer.concat([head, next.value]);
      refuseForeignFormats(head, file);
      end = headerEnd(head);
    }
    const skipped = head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
    const header = head.subarray(skipped, end === -1 ? undefined : end);
    if (header.length === 0 && end === -1) throw new ShopifyFileError(file, 1, "the file is empty");
    if (header.length > MAX_HEADER_BYTES) {
      throw new ShopifyFileError(
        file,
        1,
        "the header row does not end: a quote is not closed, or the file is not CSV",
      );
    }
    if (header.includes(0) || !isUtf8(header)) {
      throw new ShopifyFileError(file, 1, 'the header is not UTF-8 text; save the file as "CSV UTF-8"');
    }
    return { delimiter: findDelimiter(header), skipped, chunks: resume(head.subarray(skipped), source) };
  } catch (error) {
    input.destroy();
    throw error;
  }
}

/** Splits the chunks of the stream into smaller ones, so that their size does not determine the memory used. */
async function* slices(input: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of input as AsyncIterable<Buffer | string>) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
  }
}

async function* resume(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    yield* rest;
  } finally {
    // A reader that stops early closes the file.
    await rest.return(undefined);
  }
}

function refuseForeignFormats(head: Buffer, file: string): void {
  const starts = (...bytes: number[]) =>
    head.length >= bytes.length && bytes.every((byte, i) => head[i] === byte);
  // UTF-16 without a byte order mark has a zero byte before or after the first letter.
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff) || head[0] === 0 || head[1] === 0) {
    throw new ShopifyFileError(file, 1, 'the file is UTF-16; save it as "CSV UTF-8"');
  }
  if (starts(0x50, 0x4b, 0x03, 0x04)) {
    throw new ShopifyFileError(file, 1, "the file is a spreadsheet or an archive; export it as CSV");
  }
  if (starts(0x1f, 0x8b)) throw new ShopifyFileError(file, 1, "the file is compressed; unpack it first");
}

/** The index at which the first line ends, outside quotes; -1 if it has not ended yet. */
function headerEnd(head: Buffer): number {
  let quoted = false;
  for (let i = 0; i < head.length; i++) {
    if (head[i] === QUOTE) quoted = !quoted;
    else if (!quoted && (head[i] === LF || head[i] === CR)) return i;
  }
  return -1;
}

/** Spreadsheets use semicolons where the comma is the decimal separator; copied cells are separated by tabs. */
function findDelimiter(header: Buffer): Delimiter {
  const counts: Record<Delimiter, number> = { ",": 0, ";": 0, "\t": 0 };
  const unquoted = header.toString("utf8").replace(/"[^"]*"/g, "");
  for (const char of unquoted) if (char === "," || char === ";" || char === "\t") counts[char]++;
  if (counts[";"] > counts[","] && counts[";"] >= counts["\t"]) return ";";
  return counts["\t"] > counts[","] ? "\t" : ",";
}
