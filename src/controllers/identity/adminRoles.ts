import { type Action, assertFresh } from "../../http/action.js";
import { pageOfWhole } from "../../http/paging.js";
import { created, noContent, ok } from "../../http/reply.js";
import { Role } from "../../models/identity/Role.js";
import { assertEndsWith, assertHolds } from "../../policies/grants.js";
import type * as requests from "../../requests/identity/adminRoles.js";
import { type RoleListView, type RoleView, renderRole } from "../../views/identity/role.js";

const shown = (role: Role) => [renderRole(role), { etag: String(role.version) }] as const;

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
  const role = await Role.lockOwn(call.params.name);
  assertHolds(call.caller, [...role.permissions, ...(call.body.permissions ?? [])]);
  assertEndsWith(call.caller, null);
  assertFresh(call.request, String(role.version));
  call.audit({ before: role.get({ plain: true }) });
  await role.update(call.body);
  return ok(...shown(await role.reload()));
};

export const destroy: Action<typeof requests.DeleteRole> = async (call) => {
  const role = await Role.lockOwn(call.params.name);
  assertHolds(call.caller, role.permissions);
  assertFresh(call.request, String(role.version));
  call.audit({ before: role.get({ plain: true }) });
  await role.destroy();
  return noContent();
};
