import { assertFresh, type Conditions } from "../../system/preconditions.js";
import { Role } from "../../../models/identity/Role.js";

/** Deletes a role that is not built in. @throws NotFound, RoleBuiltIn, StaleVersion, RoleInUse (from the constraint) */
export async function deleteRole(
  name: string,
  { ifMatch, authorize }: Conditions<Role>,
): Promise<{ before: object }> {
  const role = await Role.lockOwn(name);
  authorize(role);
  assertFresh(ifMatch, role.etag);
  await role.destroy();
  return { before: role.get({ plain: true }) };
}
