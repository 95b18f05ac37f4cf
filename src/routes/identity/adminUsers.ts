import { Router } from "express";
import * as users from "../../controllers/identity/adminUsers.js";
import { authenticate, permit } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/identity/adminUsers.js";
import { UserView } from "../../views/identity/user.js";

const router = Router();

/**
 * @openapi
 * /api/v1/admin/users/{id}:
 *   get:
 *     operationId: showUser
 *     tags: [Administration]
 *     summary: Show a user to staff
 *     responses:
 *       200: { description: The user }
 */
router.get(
  "/:id",
  authenticate.required,
  permit("customers:read"),
  read(requests.ShowUser, users.show, UserView),
);

/**
 * @openapi
 * /api/v1/admin/users/{id}/role:
 *   put:
 *     operationId: assignRole
 *     tags: [Administration]
 *     summary: Assign a role to a user
 *     description: >-
 *       Takes effect with the user's next request. A caller cannot assign or remove a role with permissions that the
 *       caller does not have. Only administrators assign and remove the role `admin`, and the last administrator keeps
 *       it.
 *     responses:
 *       200: { description: The user }
 *     x-errors: [permission_not_held, last_admin]
 */
router.put(
  "/:id/role",
  authenticate.required,
  permit("users:write"),
  write(requests.AssignRole, users.setRole, UserView, { audit: "user.role.set" }),
);

export { router as adminUserRoutes };
