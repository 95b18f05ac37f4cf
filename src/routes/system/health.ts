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
 *     description: Does not query the database. Restart a process that does not respond.
 *     responses:
 *       200: { description: The process runs }
 */
router.get("/live", read(NoInput, health.live, HealthView));

/**
 * @openapi
 * /health/ready:
 *   get:
 *     operationId: showReadiness
 *     tags: [System]
 *     summary: Check that the process is ready for requests
 *     description: 503 if the database does not respond within a second, or once the process is stopping.
 *     responses:
 *       200: { description: The process is ready }
 *     x-errors: [shutting_down]
 */
router.get("/ready", read(NoInput, health.ready, HealthView));

export { router as healthRoutes };
