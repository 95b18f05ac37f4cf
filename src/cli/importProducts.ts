import type { Rejection } from "../lib/shopify/importedProduct.js";
import { ImportBroken, importProducts } from "../services/catalog/importProducts.js";
import type { ImportSummary } from "../services/catalog/import/summary.js";
import { complain, EXIT } from "./complaint.js";
import { type ImportFile, openImportFile } from "./importFile.js";
import { openDatabase } from "./openDatabase.js";
import { ImportReport } from "./ImportReport.js";

type Flags = { strict?: true; dryRun?: true; json?: true };

/** `cartwright import products FILE`: what main.ts documents. */
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
  try {
    const summary = await importProducts(file.open, {
      file: file.name,
      strict: flags.strict === true,
      dryRun: flags.dryRun === true,
      signal,
      onRejected: (refused) => {
        if (flags.json) rejections.push(...refused);
        else report.refused(refused);
      },
      onProgress: (progress) => report.progress(progress),
    });
    report.finish(summary, rejections);
    process.exitCode = exitCodeOf(summary);
  } catch (error) {
    if (!(error instanceof ImportBroken)) throw error;
    report.finish(error.summary, rejections);
    complain(error.cause);
  }
}

function exitCodeOf({ outcome, rows }: ImportSummary): number {
  if (outcome === "interrupted") return EXIT.interrupted;
  return rows.refused > 0 ? EXIT.refused : EXIT.done;
}
