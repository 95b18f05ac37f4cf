import { normalizeIdentity } from "../lib/identity.js";
import { isEmail } from "../lib/schemas.js";
import { createAdmin } from "../services/identity/access/createAdmin.js";
import { Complaint, EXIT } from "./complaint.js";
import { newPasswordHash } from "./newPassword.js";
import { openDatabase } from "./openDatabase.js";

/** `cartwright admin:create`, documented in main.ts. */
export async function runAdminCreate(options: { email: string; passwordStdin?: true }): Promise<void> {
  const email = normalizeIdentity(options.email);
  if (!isEmail(email)) throw new Complaint(`${options.email} is not an e-mail address`);
  const passwordHash = await newPasswordHash({ email }, options);
  const database = await openDatabase();
  try {
    if ((await createAdmin(email, passwordHash)) === undefined) {
      throw new Complaint(`${email} already has an account`, EXIT.refused);
    }
  } finally {
    await database.close();
  }
  console.log(`${email} can now log in and has all permissions.`);
}
