import { LastAdmin } from "../../../errors/identity.js";
import { lockAdmins } from "../../../models/identity/access/lockAdmins.js";
import { User } from "../../../models/identity/User.js";

/**
 * Refuses to remove the last administrator (by assigning another role, or by closing the account). Call it in the same
 * transaction: parallel requests wait for each other here, so that one of two administrators remains.
 * @throws LastAdmin
 */
export async function assertNotLastAdmin(user: User): Promise<void> {
  if (!user.isAdmin) return;
  await lockAdmins();
  if (!(await User.hasOtherAdmin(user.id))) throw new LastAdmin();
}
