import { verifyAudit } from "../services/system/verifyAudit.js";
import { Complaint, EXIT } from "./complaint.js";
import { openDatabase } from "./openDatabase.js";

const WORDS = {
  altered: "is not as it was written",
  missing: "is missing",
  reordered: "does not follow the entry before it",
};

/** `cartwright audit:verify`: what main.ts documents. */
export async function runAuditVerify({ expectHead }: { expectHead?: string }): Promise<void> {
  if (expectHead !== undefined && !/^[0-9a-f]{64}$/.test(expectHead))
    throw new Complaint("--expect-head takes the 64 hexadecimal digits that an earlier run printed");
  const database = await openDatabase();
  try {
    const { entries, head, broken, holdsHead } = await verifyAudit(expectHead);
    if (broken)
      throw new Complaint(`entry ${broken.id} of the audit log ${WORDS[broken.reason]}`, EXIT.refused);
    if (holdsHead === false)
      throw new Complaint(
        `the head ${expectHead} is not in the audit log: its end was removed, or all of it was made anew`,
        EXIT.refused,
      );
    console.log(`${entries} entries are as they were written.\nhead ${head}`);
  } finally {
    await database.close();
  }
}
