import { assertFresh, type Conditions } from "../../system/preconditions.js";
import { Role } from "../../../models/identity/Role.js";

type Changes = Partial<Pick<Role, "description" | "permissions">>;

/** Changes a role that is not built in. @throws NotFound, RoleBuiltIn, StaleVersion */
export async function changeRole(
  name: string,
  changes: Changes,
  { ifMatch, authorize }: Conditions<Role>,
): Promise<{ role: Role; before: object }> {
  const role = await Role.lockOwn(name);
  authorize(role);
  assertFresh(ifMatch, role.etag);
  const before = { ...role.get({ plain: true }) };
  await role.update(changes);
  return { role: await role.reload(), before };
}
