import { Router } from "express";
import * as health from "../../controllers/system/health.js";
import { read } from "../../middlewares/endpoint/endpoint.js";
import { NoInput } from "../../requests/system/system.js";
import { HealthView } from "../../views/system/health.js";

const router = Router();

/**
 * @openapi
 * /health/live:
 *   get:
 *     operationId: showLiveness
 *     tags: [System]
 *     summary: Check that the process runs
 *     description: Does not ask the database. Restart a process that does not respond.
 *     responses:
 *       200: { description: Healthy }
 */
router.get("/live", read(NoInput, health.live, HealthView));

/**
 * @openapi
 * /health/ready:
 *   get:
 *     operationId: showReadiness
 *     tags: [System]
 *     summary: Check that the process can take requests
 *     description: >-
 *       503 while the database does not respond within a second, and from the moment the process begins to stop.
 *     responses:
 *       200: { description: Healthy }
 *     x-errors: [shutting_down]
 */
router.get("/ready", read(NoInput, health.ready, HealthView));

export { router as healthRoutes };
