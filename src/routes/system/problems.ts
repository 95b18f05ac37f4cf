import { Router } from "express";
import * as problems from "../../controllers/system/problems.js";
import { read } from "../../middlewares/endpoint/endpoint.js";
import { NoInput, ShowProblem } from "../../requests/system/system.js";
import { ErrorCodeListView, ErrorCodeView } from "../../views/system/errorCode.js";

const router = Router();

/**
 * @openapi
 * /problems:
 *   get:
 *     operationId: listProblems
 *     tags: [System]
 *     summary: List all error codes of this API
 *     responses:
 *       200: { description: The error codes }
 */
router.get("/", read(NoInput, problems.list, ErrorCodeListView));

/**
 * @openapi
 * /problems/{code}:
 *   get:
 *     operationId: showProblem
 *     tags: [System]
 *     summary: Show an error code
 *     description: The `type` of a problem is the path of this page.
 *     responses:
 *       200: { description: The error code }
 */
router.get("/:code", read(ShowProblem, problems.show, ErrorCodeView));

export { router as problemRoutes };
