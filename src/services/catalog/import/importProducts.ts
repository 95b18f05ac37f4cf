import type { Readable } from "node:stream";
import { config } from "../../../config.js";
import { isTransient } from "../../../database/sqlState.js";
import { transaction } from "../../../database/transaction.js";
import type { Rejection, Warning } from "../../../importers/shopify/importedProduct.js";
import { readShopifyProducts } from "../../../importers/shopify/readShopifyProducts.js";
import { CategoryTree } from "./CategoryTree.js";
import { patiently, type Patience } from "./patiently.js";
import { Statistics } from "./Statistics.js";
import { readBatches } from "./readBatches.js";
import { addTally, type ImportSummary, newTally, type Tally } from "./summary.js";
import { type BatchContext, writeBatch } from "./writeBatch.js";

export type ImportOptions = Patience & {
  /** The file's name in rejections. */
  file: string;
  /** All or nothing: one invalid row, and nothing is written. */
  strict?: boolean;
  /** Dry run: counts the changes and writes nothing. */
  dryRun?: boolean;
  /** Keeps the stock of existing variants; new variants get the stock of the file. */
  keepStock?: boolean;
  /** Stops the import between two batches or during a wait; unless strict, written batches stay. */
  signal?: AbortSignal;
  /** Called with refused rows as they are found, in the order of the file within a batch. */
  onRejected?: (rejections: Rejection[]) => void;
  /** Called likewise with rows that are imported with changes. Not called with strict. */
  onWarned?: (warnings: Warning[]) => void;
  /** Called with the position in the file and the number of products up to it. */
  onProgress?: (progress: { bytesRead: number; products: number }) => void;
};

/** The import ended early, but not because of a row; `summary` counts the written rows. */
export class ImportBroken extends Error {
  override readonly name = "ImportBroken";
  /** The database was busy or unreachable for longer than the import waits: run the same import again to continue. */
  readonly isTransient: boolean;
  constructor(
    readonly summary: ImportSummary,
    cause: unknown,
  ) {
    super(`The import broke off: ${(cause as Error).message}`, { cause });
    this.isTransient = isTransient(cause);
  }
}

/** Rolls back the transaction of a strict import. */
class RolledBack extends Error {
  constructor(readonly outcome: "refused" | "interrupted") {
    super(outcome);
  }
}

/**
 * Imports a Shopify product export from a stream. Products match by handle (= slug), variants by options, else by SKU. The
 * import is idempotent: it writes only differences. It refuses single rows that are invalid or conflict with the shop, and
 * writes the others, a hundred products per transaction. It imports a variant whose SKU is on an earlier row without SKU,
 * with a warning; strict refuses it. While the database is busy or unreachable, the import retries, and it stops when that
 * lasts; it never refuses a row for this.
 *
 * Strict reads the file twice. The first pass writes nothing and finds all faults. If there are none, the second pass
 * checks again, because the shop may have changed, and writes in one transaction. A single pass would hold its locks while
 * the file is still being checked.
 *
 * The audit log has an entry for each batch that changed something, in the batch's own transaction.
 *
 * @param open opens the file at its beginning, once per pass
 * @throws ShopifyFileError when the file is not a product export, ImportBroken when anything else ends the import
 */
export async function importProducts(open: () => Readable, options: ImportOptions): Promise<ImportSummary> {
  const started = performance.now();
  const seconds = () => Math.round(performance.now() - started) / 1000;
  const { strict = false, dryRun = false } = options;
  let total = newTally();
  try {
    if (!strict || dryRun) {
      const completed = await pass(open, options, total, { pretend: dryRun, whole: false });
      const outcome = completed ? (dryRun ? "dry run" : "imported") : "interrupted";
      return summarize(outcome, total, seconds());
    }
    if (!(await pass(open, options, total, { pretend: true, whole: true }))) {
      return summarize("interrupted", withoutWork(total), seconds());
    }
    if (total.rows.refused > 0) return summarize("refused", withoutWork(total), seconds());
    const writeAll = () =>
      transaction(async () => {
        total = newTally();
        const completed = await pass(open, options, total, { pretend: false, whole: true });
        if (!completed) throw new RolledBack("interrupted");
        if (total.rows.refused > 0) throw new RolledBack("refused");
      });
    await patiently(writeAll, options);
    return summarize("imported", total, seconds());
  } catch (error) {
    if (strict) total = withoutWork(total);
    if (error instanceof RolledBack) return summarize(error.outcome, total, seconds());
    if (options.signal?.aborted && isTransient(error)) return summarize("interrupted", total, seconds());
    // A file that is not an export was refused before anything was written.
    if (total.rows.read === 0 && !isTransient(error)) throw error;
    throw new ImportBroken(summarize("interrupted", total, seconds()), error);
  }
}

/** @returns false when the import was stopped before the end */
async function pass(
  open: () => Readable,
  { file, strict = false, keepStock = false, onRejected, onWarned, onProgress, ...patience }: ImportOptions,
  total: Tally,
  { pretend, whole }: Pick<BatchContext, "pretend" | "whole">,
): Promise<boolean> {
  const context = { ...patience, file, keepStock, tree: new CategoryTree(), pretend, whole };
  const statistics = new Statistics();
  const batches = readBatches(readShopifyProducts(open(), { file, currency: config.currency, strict }));
  for await (const batch of batches) {
    if (patience.signal?.aborted) return false;
    const part = newTally();
    try {
      await writeBatch(batch, context, part);
    } finally {
      addTally(total, part);
      if (part.rejections.length > 0) onRejected?.(part.rejections);
      if (part.warnings.length > 0) onWarned?.(part.warnings);
    }
    if (!pretend) await statistics.refresh(total.products.created);
    onProgress?.({ bytesRead: batch.bytesRead, products: sum(total.products) });
  }
  return true;
}

/** What a strict import has read and refused, without the work that it did not do. */
const withoutWork = ({ products: { refused }, rows }: Tally): Tally => {
  const { products, ...rest } = newTally();
  return { ...rest, products: { ...products, refused }, rows };
};

function summarize(outcome: ImportSummary["outcome"], tally: Tally, seconds: number): ImportSummary {
  const { rejections: _, warnings: __, ...counts } = tally;
  return { outcome, ...counts, seconds };
}

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0);
