import { Router } from "express";
import * as me from "../../controllers/identity/me.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { read } from "../../middlewares/endpoint.js";
import { NoInput } from "../../requests/identity/auth.js";

const router = Router();

/**
 * @openapi
 * /api/v1/me:
 *   get:
 *     operationId: showMe
 *     tags: [Accounts]
 *     summary: The logged-in user
 *     responses:
 *       200: { $ref: "#/components/responses/User" }
 */
router.get("/", authenticate.required, read(NoInput, me.show));

export { router as meRoutes };
