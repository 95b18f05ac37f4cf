import { transaction } from "../../../database/transaction.js";
import { newId } from "../../../lib/ids.js";
import { normalizeIdentity } from "../../../lib/identity.js";
import { insertAdmin } from "../../../models/identity/access/insertAdmin.js";
import { recordAudit, SYSTEM } from "../../system/recordAudit.js";

/**
 * Creates an administrator. The address counts as verified, because an operator provides it.
 * @param passwordHash from services/identity/passwords/passwords.ts; hash outside a transaction, because it is slow
 * @returns the id; undefined if the address has an account, which stays unchanged
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
