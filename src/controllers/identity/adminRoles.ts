import { type Action, assertFresh } from "../../lib/action.js";
import { created, noContent, ok } from "../../lib/reply.js";
import { Role } from "../../models/identity/Role.js";
import { assertHolds } from "../../policies/grants.js";
import type * as requests from "../../requests/identity/adminRoles.js";
import { renderRole, renderRoles } from "../../views/identity/role.js";

const shown = (role: Role) => [renderRole(role), { etag: String(role.version) }] as const;

export const list: Action<typeof requests.ListRoles> = async () => ok(renderRoles(await Role.inOrder()));

export const show: Action<typeof requests.ShowRole> = async ({ params }) =>
  ok(...shown(await Role.findByName(params.name)));

export const create: Action<typeof requests.CreateRole> = async ({ body, shopper }) => {
  assertHolds(shopper, body.permissions);
  const role = await (await Role.create(body)).reload();
  const [view, extras] = shown(role);
  return created(view, `/api/v1/admin/roles/${role.name}`, extras);
};

export const update: Action<typeof requests.UpdateRole> = async ({
  params,
  body,
  shopper,
  request,
  audit,
}) => {
  const role = await Role.lockOwn(params.name);
  assertHolds(shopper, [...role.permissions, ...(body.permissions ?? [])]);
  assertFresh(request, String(role.version));
  audit({ before: role.get({ plain: true }) });
  await role.update(body);
  return ok(...shown(await role.reload()));
};

export const destroy: Action<typeof requests.DeleteRole> = async ({ params, shopper, request, audit }) => {
  const role = await Role.lockOwn(params.name);
  assertHolds(shopper, role.permissions);
  assertFresh(request, String(role.version));
  audit({ before: role.get({ plain: true }) });
  await role.destroy();
  return noContent();
};
