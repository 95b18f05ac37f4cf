import type { Action } from "../../http/action.js";
import { pageOfWhole } from "../../http/paging.js";
import { created, noContent, ok } from "../../http/reply.js";
import { Role } from "../../models/identity/Role.js";
import { assertEndsWith, assertHolds } from "../../policies/grants.js";
import type * as requests from "../../requests/identity/adminRoles.js";
import { changeRole } from "../../services/identity/access/changeRole.js";
import { deleteRole } from "../../services/identity/access/deleteRole.js";
import { renderRole, type RoleListView, type RoleView } from "../../views/identity/role.js";

const shown = (role: Role) => [renderRole(role), { etag: role.etag }] as const;

export const list: Action<typeof requests.ListRoles, typeof RoleListView> = async ({ query }) =>
  ok(pageOfWhole((await Role.inOrder()).map(renderRole), query, "roles"));

export const show: Action<typeof requests.ShowRole, typeof RoleView> = async ({ params }) =>
  ok(...shown(await Role.findByName(params.name)));

export const create: Action<typeof requests.CreateRole, typeof RoleView> = async ({ body, caller }) => {
  assertHolds(caller, body.permissions);
  assertEndsWith(caller, null);
  const role = await (await Role.create(body)).reload();
  const [view, extras] = shown(role);
  return created(view, `/api/v1/admin/roles/${role.name}`, extras);
};

export const update: Action<typeof requests.UpdateRole, typeof RoleView> = async (call) => {
  const { params, body, caller, request } = call;
  const authorize = (role: Role) => {
    assertHolds(caller, [...role.permissions, ...(body.permissions ?? [])]);
    assertEndsWith(caller, null);
  };
  const { role, before } = await changeRole(params.name, body, { ifMatch: request.ifMatch, authorize });
  call.audit({ before });
  return ok(...shown(role));
};

export const destroy: Action<typeof requests.DeleteRole> = async ({ params, caller, request, audit }) => {
  const authorize = (role: Role) => assertHolds(caller, role.permissions);
  const { before } = await deleteRole(params.name, { ifMatch: request.ifMatch, authorize });
  audit({ before });
  return noContent();
};
