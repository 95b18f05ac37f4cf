import { Router } from "express";
import * as sessions from "../../controllers/identity/sessions.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import { EndSession, ListSessions } from "../../requests/identity/auth.js";
import { DeviceListView } from "../../views/identity/device.js";

const router = Router();

/**
 * @openapi
 * /api/v1/me/sessions:
 *   get:
 *     operationId: listMySessions
 *     tags: [Accounts]
 *     summary: List the sessions of the user
 *     description: >-
 *       Active sessions, the most recently used first; only the first 100 are listed. `current` marks the session of the
 *       request.
 *     responses:
 *       200: { description: The sessions }
 *     x-errors: [invalid_cursor]
 */
router.get("/", authenticate.required, read(ListSessions, sessions.list, DeviceListView));

/**
 * @openapi
 * /api/v1/me/sessions/{id}:
 *   delete:
 *     operationId: endMySession
 *     tags: [Accounts]
 *     summary: Log out one device
 *     description: Revokes its refresh token and its access tokens at once.
 *     responses:
 *       204: { description: Logged out }
 */
router.delete("/:id", authenticate.required, write(EndSession, sessions.destroy));

export { router as sessionRoutes };
