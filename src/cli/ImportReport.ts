import type { Rejection, Warning } from "../importers/shopify/importedProduct.js";
import type { ImportSummary } from "../services/catalog/import/summary.js";
import type { ImportFile } from "./importFile.js";

/** The most rejections and warnings that are shown; more of them would bury the summary. */
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

  /** Comes before anything is written: a file that was exported before a sale does not contain the sale. */
  stockWillBeSet(): void {
    this.#say(
      "Note: the stock of variants that the shop has is set to the quantities of the file, also where pieces were sold since the " +
        "file was made. --dry-run counts them; --keep-stock leaves their stock as it is.",
    );
  }

  waiting(reason: string, ms: number): void {
    this.#say(`${reason}; trying again in ${(ms / 1000).toFixed(1)} s`);
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
  "dry run": "Dry run: nothing was written; these would be the counts.",
  refused: "Refused: the file has rows that cannot be imported, so nothing was written.",
  interrupted: "Stopped before the end: this is what was written; run it again to complete it.",
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
    `stock       ${stock.changed} known variants set to the file's quantity: ${stock.added} pieces added, ${stock.removed} removed`,
    `rows        ${rows.read} read, ${rows.refused} refused, ${rows.warned} imported with a warning`,
    `seconds     ${seconds.toFixed(2)}`,
  ].join("\n");
}
