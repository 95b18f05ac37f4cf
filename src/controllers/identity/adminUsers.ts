import { NotFound } from "../../errors/system.js";
import { type Action, assertFresh } from "../../http/action.js";
import { etagOf, pageMeta, pageStart, totalOf } from "../../http/paging.js";
import { ok } from "../../http/reply.js";
import { Role } from "../../models/identity/Role.js";
import { type LoadedUser, User } from "../../models/identity/User.js";
import { countUsers, listUsers } from "../../models/identity/userList.js";
import { assertEndsWith, assertMayAssign } from "../../policies/grants.js";
import type * as requests from "../../requests/identity/adminUsers.js";
import { assignRole } from "../../services/identity/access/assignRole.js";
import { type UserListView, type UserView, renderUser } from "../../views/identity/user.js";

const versionOf = (user: LoadedUser) => etagOf([user.version, user.role, user.roleRow.version]);
const shown = (user: LoadedUser) => [renderUser(user), { etag: versionOf(user) }] as const;

export const list: Action<typeof requests.ListCustomers, typeof UserListView> = async ({ query }) => {
  const start = pageStart(query, "users");
  const page = await listUsers(query, query.limit, start);
  const total = await totalOf(start, page, () => countUsers(query));
  return ok({ data: page.rows.map(renderUser), meta: pageMeta(query, "users", page.next, total) });
};

export const show: Action<typeof requests.ShowUser, typeof UserView> = async ({ params }) =>
  ok(...shown(await User.loadForView(params.id)));

export const setRole: Action<typeof requests.AssignRole, typeof UserView> = async (call) => {
  const user = await User.lockById(call.params.id);
  if (user.anonymizedAt) throw new NotFound();
  const current = await User.loadForView(user.id);
  const role = await Role.lockToAssign(call.body.role);
  // Taking a role away needs what giving it does.
  for (const either of [current.roleRow, role]) assertMayAssign(call.caller, either);
  assertEndsWith(call.caller, null);
  assertFresh(call.request, versionOf(current));
  call.audit({ before: { role: user.role } });
  await assignRole(user, role.name);
  return ok(...shown(await User.loadForView(user.id)));
};
