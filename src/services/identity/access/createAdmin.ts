import { positional } from "../../../database/statement.js";
import { transaction } from "../../../database/transaction.js";
import { newId } from "../../../lib/ids.js";
import { normalizeIdentity } from "../../../lib/identity.js";
import { recordAudit, SYSTEM } from "../../system/recordAudit.js";

const insert = positional<{ id: string }>(
  `INSERT INTO users (id, email, password_hash, role, email_verified_at) VALUES ($1, $2, $3, 'admin', now())
   ON CONFLICT (email) DO NOTHING RETURNING id`,
);

/**
 * Makes an account with all permissions. Its address counts as verified: who gives it runs the shop.
 * @param passwordHash of services/identity/passwords/passwords.ts, made before any transaction, because it takes a while
 * @returns the id; undefined when the address has an account already, which is never given permissions by this
 */
export async function createAdmin(email: string, passwordHash: string): Promise<string | undefined> {
  return transaction(async () => {
    const [user] = await insert([newId(), normalizeIdentity(email), passwordHash]);
    if (user) {
      const target = { type: "user", id: user.id };
      await recordAudit(SYSTEM, { action: "user.created", target, after: { role: "admin" } });
    }
    return user?.id;
  });
}
