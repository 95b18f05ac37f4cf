import { verifyAudit } from "../services/system/verifyAudit.js";
import { Complaint, EXIT } from "./complaint.js";
import { openDatabase } from "./openDatabase.js";

const WORDS = {
  altered: "was altered",
  missing: "is missing",
  reordered: "is out of order",
};

/** `cartwright audit:verify`, documented in main.ts. */
export async function runAuditVerify({ expectHead }: { expectHead?: string }): Promise<void> {
  if (expectHead !== undefined && !/^[0-9a-f]{64}$/.test(expectHead))
    throw new Complaint("--expect-head takes the 64 hexadecimal digits printed by an earlier run");
  const database = await openDatabase();
  try {
    const { entries, head, broken, holdsHead } = await verifyAudit(expectHead);
    if (broken)
      throw new Complaint(`entry ${broken.id} of the audit log ${WORDS[broken.reason]}`, EXIT.refused);
    if (holdsHead === false)
      throw new Complaint(
        `the head ${expectHead} is not in the audit log: its last entries were removed, or the log was rewritten`,
        EXIT.refused,
      );
    console.log(`${entries} entries are unaltered.\nhead ${head}`);
  } finally {
    await database.close();
  }
}
