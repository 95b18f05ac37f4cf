import { Router } from "express";
import * as users from "../../controllers/identity/adminUsers.js";
import { authenticate, permit } from "../../middlewares/authenticate.js";
import { read } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/identity/adminUsers.js";
import { UserListView } from "../../views/identity/user.js";

const router = Router();

/**
 * @openapi
 * /api/v1/admin/customers:
 *   get:
 *     operationId: listCustomers
 *     tags: [Administration]
 *     summary: List the accounts, newest first
 *     responses:
 *       200: { description: A page of users }
 *     x-errors: [invalid_cursor]
 */
router.get(
  "/",
  authenticate.required,
  permit("customers:read"),
  read(requests.ListCustomers, users.list, UserListView),
);

export { router as adminCustomerRoutes };
