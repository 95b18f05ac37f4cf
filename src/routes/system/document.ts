import { Router } from "express";
import { apiDocument } from "../../middlewares/pages/apiDocument.js";

const router = Router();

/**
 * @openapi
 * /openapi.json:
 *   get:
 *     operationId: showOpenApiDocument
 *     tags: [System]
 *     summary: Show this document
 *     description: OpenAPI 3.1; `/docs` shows it in Swagger UI.
 *     responses:
 *       200:
 *         description: The document
 *         content: { application/json: { schema: { type: object } } }
 */
router.get("/", apiDocument);

export { router as documentRoutes };
