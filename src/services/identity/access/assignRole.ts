import { NotFound } from "../../../errors/system.js";
import { assertFresh, type Conditions } from "../../system/preconditions.js";
import { Role } from "../../../models/identity/Role.js";
import { type LoadedUser, User } from "../../../models/identity/User.js";
import { assertNotLastAdmin } from "./assertNotLastAdmin.js";

/**
 * Gives a user another role, which applies from their next request on.
 * @param conditions `authorize` is called for the old and the new role; an operator passes none
 * @throws NotFound, ValidationFailed if there is no such role, StaleVersion, LastAdmin
 */
export async function assignRole(
  userId: string,
  roleName: string,
  { ifMatch = null, authorize }: Partial<Conditions<Role>> = {},
): Promise<{ user: LoadedUser; before: { role: string } }> {
  const locked = await User.lockOpen(userId);
  if (!locked) throw new NotFound();
  const current = await User.loadForView(userId);
  const role = await Role.lockToAssign(roleName);
  for (const either of [current.roleRow, role]) authorize?.(either);
  assertFresh(ifMatch, current.roleEtag);
  const before = { role: locked.role };
  if (locked.role !== role.name) {
    await assertNotLastAdmin(locked);
    await locked.update({ role: role.name });
  }
  return { user: await User.loadForView(userId), before };
}
