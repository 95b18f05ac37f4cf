import type { Action } from "../../http/action.js";
import { pageOf } from "../../http/paging.js";
import { ok } from "../../http/reply.js";
import type { Role } from "../../models/identity/Role.js";
import { type LoadedUser, User } from "../../models/identity/User.js";
import { countUsers, listUsers } from "../../models/identity/userList.js";
import { assertEndsWith, assertMayAssign } from "../../policies/grants.js";
import type * as requests from "../../requests/identity/adminUsers.js";
import { assignRole } from "../../services/identity/access/assignRole.js";
import { renderUser, type UserListView, type UserView } from "../../views/identity/user.js";

const shown = (user: LoadedUser) => [renderUser(user), { etag: user.roleEtag }] as const;

export const list: Action<typeof requests.ListCustomers, typeof UserListView> = async ({ query }) => {
  const page = await pageOf(query, "users", {
    rows: (start, limit) => listUsers(query, limit, start),
    count: () => countUsers(query),
    render: renderUser,
  });
  return ok(page);
};

export const show: Action<typeof requests.ShowUser, typeof UserView> = async ({ params }) =>
  ok(...shown(await User.loadForView(params.id)));

export const setRole: Action<typeof requests.AssignRole, typeof UserView> = async (call) => {
  const { params, body, caller, request } = call;
  // Taking a role away needs the same rights as giving it.
  const authorize = (role: Role) => {
    assertMayAssign(caller, role);
    assertEndsWith(caller, null);
  };
  const { user, before } = await assignRole(params.id, body.role, { ifMatch: request.ifMatch, authorize });
  call.audit({ before });
  return ok(...shown(user));
};
