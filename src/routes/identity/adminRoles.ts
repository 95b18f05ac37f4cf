import { Router } from "express";
import * as roles from "../../controllers/identity/adminRoles.js";
import { authenticate, permit } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/identity/adminRoles.js";
import { RoleListView, RoleView } from "../../views/identity/role.js";

const router = Router();

/**
 * @openapi
 * /api/v1/admin/roles:
 *   get:
 *     operationId: listRoles
 *     tags: [Administration]
 *     summary: List the roles
 *     responses:
 *       200: { description: All roles }
 *     x-errors: [invalid_cursor]
 */
router.get(
  "/",
  authenticate.required,
  permit("roles:read"),
  read(requests.ListRoles, roles.list, RoleListView),
);

/**
 * @openapi
 * /api/v1/admin/roles:
 *   post:
 *     operationId: createRole
 *     tags: [Administration]
 *     summary: Create a role
 *     description: >-
 *       A named set of permissions for staff. A role cannot contain permissions that its creator does not have.
 *     responses:
 *       201: { description: The role }
 *     x-errors: [role_taken, permission_not_held]
 */
router.post(
  "/",
  authenticate.required,
  permit("roles:write"),
  write(requests.CreateRole, roles.create, RoleView, { audit: "role.created" }),
);

/**
 * @openapi
 * /api/v1/admin/roles/{name}:
 *   get:
 *     operationId: showRole
 *     tags: [Administration]
 *     summary: Show a role
 *     responses:
 *       200: { description: The role }
 */
router.get(
  "/:name",
  authenticate.required,
  permit("roles:read"),
  read(requests.ShowRole, roles.show, RoleView),
);

/**
 * @openapi
 * /api/v1/admin/roles/{name}:
 *   patch:
 *     operationId: updateRole
 *     tags: [Administration]
 *     summary: Change a role
 *     description: Takes effect with the next request of each user who has it.
 *     responses:
 *       200: { description: The role }
 *     x-errors: [role_built_in, permission_not_held]
 */
router.patch(
  "/:name",
  authenticate.required,
  permit("roles:write"),
  write(requests.UpdateRole, roles.update, RoleView, { audit: "role.updated" }),
);

/**
 * @openapi
 * /api/v1/admin/roles/{name}:
 *   delete:
 *     operationId: deleteRole
 *     tags: [Administration]
 *     summary: Delete a role that is not in use
 *     responses:
 *       204: { description: Deleted }
 *     x-errors: [role_built_in, role_in_use, permission_not_held]
 */
router.delete(
  "/:name",
  authenticate.required,
  permit("roles:write"),
  write(requests.DeleteRole, roles.destroy, null, { audit: "role.deleted" }),
);

export { router as adminRoleRoutes };
