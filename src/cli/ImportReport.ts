import type { Rejection, Warning } from "../importers/shopify/importedProduct.js";
import type { ImportSummary } from "../services/catalog/import/summary.js";
import type { ImportFile } from "./importFile.js";

/** Maximum number of rejections and warnings shown; more would hide the summary. */
const MOST_SHOWN = 100;
const REDRAW_MS = 100;
const PLAIN_EVERY_MS = 5000;

/** Reports an import: rejections, warnings and progress on standard error, the summary on standard output. */
export class ImportReport {
  readonly #file: ImportFile;
  readonly #json: boolean;
  readonly #rewrites = process.stderr.isTTY;
  readonly #started = performance.now();
  #drawnAt = performance.now();
  #messages = 0;

  constructor(file: ImportFile, { json }: { json: boolean }) {
    this.#file = file;
    this.#json = json;
  }

  refused(rejections: Rejection[]): void {
    for (const rejection of rejections) this.#show(rejection);
  }

  warned(warnings: Warning[]): void {
    for (const warning of warnings) this.#show({ ...warning, reason: `warning: ${warning.reason}` });
  }

  /** Warns before the first write: a file exported before a sale does not include that sale. */
  stockWillBeSet(): void {
    this.#say(
      "Note: the stock of existing variants is set to the quantities of the file, even if pieces were sold since the " +
        "file was exported. --dry-run counts these variants; --keep-stock keeps their stock unchanged.",
    );
  }

  waiting(reason: string, ms: number): void {
    this.#say(`${reason}; retrying in ${(ms / 1000).toFixed(1)} s`);
  }

  progress({ bytesRead, products }: { bytesRead: number; products: number }): void {
    const now = performance.now();
    if (this.#json || now - this.#drawnAt < (this.#rewrites ? REDRAW_MS : PLAIN_EVERY_MS)) return;
    this.#drawnAt = now;
    const { bytes } = this.#file;
    const far =
      bytes === null ? megabytes(bytesRead) : `${Math.floor((100 * bytesRead) / Math.max(1, bytes))} %`;
    const rate = Math.round(products / ((now - this.#started) / 1000));
    const line = `${far}  ${products} products  ${rate}/s`;
    process.stderr.write(this.#rewrites ? `\r\x1b[K${line}` : `${line}\n`);
  }

  finish(summary: ImportSummary, messages: { rejections: Rejection[]; warnings: Warning[] }): void {
    if (this.#messages > MOST_SHOWN) {
      this.#say(`… and ${this.#messages - MOST_SHOWN} more (--json lists them all)`);
    }
    if (this.#rewrites) process.stderr.write("\r\x1b[K");
    const text = this.#json
      ? JSON.stringify({ file: this.#file.name, ...summary, ...messages }, null, 2)
      : inWords(summary);
    console.log(text);
  }

  #show({ file, line, column, reason }: Rejection): void {
    if (this.#messages++ < MOST_SHOWN) this.#say(`${file}:${line}  ${column ?? "-"}  ${reason}`);
  }

  #say(line: string): void {
    process.stderr.write(`${this.#rewrites ? "\r\x1b[K" : ""}${line}\n`);
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

const HEADLINES: Record<ImportSummary["outcome"], string> = {
  imported: "Imported.",
  "dry run": "Dry run: nothing was written; an import would give these counts.",
  refused: "Refused: the file has rows that cannot be imported, so nothing was written.",
  interrupted:
    "Interrupted: the counts show what was written; run the same command again to complete the import.",
};

function inWords({
  outcome,
  products,
  variants,
  images,
  categories,
  stock,
  rows,
  seconds,
}: ImportSummary): string {
  const { created, updated, unchanged, refused } = products;
  return [
    HEADLINES[outcome],
    `products    ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused`,
    `variants    ${variants.created} created, ${variants.updated} updated, ${variants.unchanged} unchanged, ${variants.retired} retired`,
    `images      ${images.created} created, ${images.updated} updated, ${images.removed} removed`,
    `categories  ${categories.created} created`,
    `stock       ${stock.changed} existing variants set to the file's quantity: ${stock.added} pieces added, ${stock.removed} removed`,
    `rows        ${rows.read} read, ${rows.refused} refused, ${rows.warned} imported with a warning`,
    `seconds     ${seconds.toFixed(2)}`,
  ].join("\n");
}
