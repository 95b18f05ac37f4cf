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
  /** What the file is called in rejections. */
  file: string;
  /** All or nothing: anything wrong with any row, and nothing is written. */
  strict?: boolean;
  /** Counts what would happen, and writes nothing. */
  dryRun?: boolean;
  /** Leaves the stock on hand of variants that the shop has as it is; new ones open with the file's. */
  keepStock?: boolean;
  /** Stops between two batches, or while it waits; what was written stays, unless strict. */
  signal?: AbortSignal;
  /** Receives refused rows as they are found, in the order of the file within a batch. */
  onRejected?: (rejections: Rejection[]) => void;
  /** Receives rows that are imported otherwise than the file has them, in the same way. Without strict only. */
  onWarned?: (warnings: Warning[]) => void;
  /** Receives the position in the file and the number of products up to it. */
  onProgress?: (progress: { bytesRead: number; products: number }) => void;
};

/** The import ended early, and not because of a row; `summary` counts what is written already. */
export class ImportBroken extends Error {
  override readonly name = "ImportBroken";
  /** The database stayed busy or unreachable for longer than the import waits: the same import can go on later. */
  readonly isTransient: boolean;
  constructor(
    readonly summary: ImportSummary,
    cause: unknown,
  ) {
    super(`The import broke off: ${(cause as Error).message}`, { cause });
    this.isTransient = isTransient(cause);
  }
}

/** Why a strict import's transaction is rolled back. */
class RolledBack extends Error {
  constructor(readonly outcome: "refused" | "interrupted") {
    super(outcome);
  }
}

/**
 * Imports a Shopify product export as it streams in. A product is known by its handle (= slug), a variant by its options,
 * else by its SKU: the same file again changes nothing, a changed file only what changed. Rows that are invalid or
 * contradict the shop are refused alone; the rest is written, a hundred products per transaction. A variant whose SKU is
 * on an earlier row is imported without SKU, with a warning; strict refuses it. No row is refused because the database is
 * busy or cannot be reached: the import waits, and stops when that lasts.
 *
 * Strict reads the file twice. The first pass writes nothing and finds all faults; only if it finds none does the second
 * pass write, in one transaction, because the shop may have changed in between. One pass with one transaction would hold
 * its locks while the file is still being checked.
 *
 * The audit log has an entry for each batch that changed something, in the batch's own transaction.
 *
 * @param open opens the file at its beginning, once per pass
 * @throws ShopifyFileError when it is no product export, ImportBroken when something else ends it
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
    // A file that is no export was refused before anything was written.
    if (total.rows.read === 0 && !isTransient(error)) throw error;
    throw new ImportBroken(summarize("interrupted", total, seconds()), error);
  }
}

/** @returns false when it was stopped before the end */
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
