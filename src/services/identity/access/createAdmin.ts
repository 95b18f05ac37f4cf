import { transaction } from "../../../database/transaction.js";
import { newId } from "../../../lib/ids.js";
import { normalizeIdentity } from "../../../lib/identity.js";
import { insertAdmin } from "../../../models/identity/access/insertAdmin.js";
import { recordAudit, SYSTEM } from "../../system/recordAudit.js";

/**
 * Creates an administrator. Their address counts as verified, because an operator gives it.
 * @param passwordHash of services/identity/passwords/passwords.ts, made before any transaction, because hashing is slow
 * @returns the id; undefined if the address has an account, whose permissions stay as they are
 */
export async function createAdmin(email: string, passwordHash: string): Promise<string | undefined> {
  return transaction(async () => {
    const [user] = await insertAdmin({ id: newId(), email: normalizeIdentity(email), passwordHash });
    if (user) {
      const target = { type: "user", id: user.id };
      await recordAudit(SYSTEM, { action: "user.created", target, after: { role: "admin" } });
    }
    return user?.id;
  });
}
