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
 *     summary: Whether the process runs
 *     description: Asks nothing of the database. A process that does not answer this should be started again.
 *     responses:
 *       200: { description: It is well }
 */
router.get("/live", read(NoInput, health.live, HealthView));

/**
 * @openapi
 * /health/ready:
 *   get:
 *     operationId: showReadiness
 *     tags: [System]
 *     summary: Whether this process should be sent requests
 *     description: 503 while the database does not answer within a second, and from the moment the process is told to stop.
 *     responses:
 *       200: { description: It is well }
 *     x-errors: [shutting_down]
 */
router.get("/ready", read(NoInput, health.ready, HealthView));

export { router as healthRoutes };
