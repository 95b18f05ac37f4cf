import { positional } from "../../../database/statement.js";
import { LastAdmin } from "../../../errors/identity.js";
import type { User } from "../../../models/identity/User.js";

const lockAdmins = positional("SELECT pg_advisory_xact_lock(hashtextextended('administrators', 0))");
const otherAdmin = positional(
  "SELECT 1 FROM users WHERE role = 'admin' AND anonymized_at IS NULL AND id <> $1 LIMIT 1",
);

/**
 * Refuses to take the last administrator away (by demotion, or by closing the account). Call it in the transaction
 * that does so: those who ask at once wait for each other, so that of two administrators one stays.
 * @throws LastAdmin
 */
export async function assertNotLastAdmin(user: Pick<User, "id" | "role">): Promise<void> {
  if (user.role !== "admin") return;
  await lockAdmins();
  if ((await otherAdmin([user.id])).length === 0) throw new LastAdmin();
}

/**
 * Gives a user another role; it holds from their next request on. Who may do so is the caller's to ask.
 * @param user locked
 * @throws LastAdmin
 */
export async function assignRole(user: User, role: string): Promise<void> {
  if (user.role === role) return;
  await assertNotLastAdmin(user);
  await user.update({ role });
}
