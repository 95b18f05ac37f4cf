import { type InvariantsVerdict, verifyInvariants } from "../services/system/verifyInvariants.js";
import { EXIT } from "./complaint.js";
import { openDatabase } from "./openDatabase.js";

/** `cartwright verify`, documented in main.ts. */
export async function runVerify({ json }: { json?: true }): Promise<void> {
  const database = await openDatabase();
  try {
    const verdict = await verifyInvariants({ auditLog: true });
    console.log(json ? JSON.stringify(verdict, null, 2) : inWords(verdict));
    process.exitCode = verdict.broken.length > 0 ? EXIT.refused : EXIT.done;
  } finally {
    await database.close();
  }
}

function inWords({ checked, broken, seconds }: InvariantsVerdict): string {
  const lines = broken.flatMap(({ name, meaning, count, rows }) => [
    `${name}: ${count} ${count === 1 ? "row" : "rows"}`,
    `  ${meaning}`,
    ...rows.map((row) => `  ${JSON.stringify(row)}`),
    ...(count > rows.length ? [`  … and ${count - rows.length} more`] : []),
    "",
  ]);
  const summary = `${checked} invariants checked in ${seconds.toFixed(2)} s, ${broken.length} violated.`;
  return [...lines, summary].join("\n");
}
