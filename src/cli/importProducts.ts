import type { Rejection, Warning } from "../importers/shopify/importedProduct.js";
import { ImportBroken, importProducts } from "../services/catalog/import/importProducts.js";
import type { ImportSummary } from "../services/catalog/import/summary.js";
import { StockItem } from "../models/inventory/StockItem.js";
import { complain, Complaint, EXIT, inWords } from "./complaint.js";
import { type ImportFile, openImportFile } from "./importFile.js";
import { openDatabase } from "./openDatabase.js";
import { ImportReport } from "./ImportReport.js";

type Flags = { strict?: true; dryRun?: true; json?: true; keepStock?: true; patience: number };

/** `cartwright import products FILE`, documented in main.ts. */
export async function runImport(name: string, flags: Flags): Promise<void> {
  const file = await openImportFile(name, { twice: flags.strict === true && !flags.dryRun });
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    const database = await openDatabase();
    try {
      await importFile(file, flags, stop.signal);
    } finally {
      await database.close();
    }
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    file.close();
  }
}

async function importFile(file: ImportFile, flags: Flags, signal: AbortSignal): Promise<void> {
  const report = new ImportReport(file, { json: flags.json === true });
  const rejections: Rejection[] = [];
  const warnings: Warning[] = [];
  if (!flags.keepStock && !flags.dryRun && (await StockItem.count()) > 0) report.stockWillBeSet();
  try {
    const summary = await importProducts(file.open, {
      file: file.name,
      strict: flags.strict === true,
      dryRun: flags.dryRun === true,
      keepStock: flags.keepStock === true,
      patienceMs: flags.patience * 1000,
      signal,
      onRejected: (refused) => {
        if (flags.json) rejections.push(...refused);
        else report.refused(refused);
      },
      onWarned: (warned) => {
        if (flags.json) warnings.push(...warned);
        else report.warned(warned);
      },
      onProgress: (progress) => report.progress(progress),
      onWaiting: (error, ms) => report.waiting(inWords(error), ms),
    });
    report.finish(summary, { rejections, warnings });
    process.exitCode = exitCodeOf(summary);
  } catch (error) {
    if (!(error instanceof ImportBroken)) throw error;
    report.finish(error.summary, { rejections, warnings });
    complain(error.isTransient ? stillUnavailable(error, flags) : error.cause);
  }
}

function stillUnavailable({ cause }: ImportBroken, { strict, patience }: Flags): Complaint {
  const written = strict ? "Nothing was written" : "The counts above are what was written";
  return new Complaint(
    `stopped after retrying for ${patience} s: ${inWords(cause)}. ${written}; run the same command again to continue.`,
    EXIT.unavailable,
  );
}

function exitCodeOf({ outcome, rows }: ImportSummary): number {
  if (outcome === "interrupted") return EXIT.interrupted;
  return rows.refused > 0 ? EXIT.refused : EXIT.done;
}
