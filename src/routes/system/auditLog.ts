import { Router } from "express";
import * as auditLog from "../../controllers/system/auditLog.js";
import { authenticate, permit } from "../../middlewares/authenticate.js";
import { read } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/system/auditLog.js";
import { AuditEntryListView } from "../../views/system/auditEntry.js";

const router = Router();

/**
 * @openapi
 * /api/v1/admin/audit-log:
 *   get:
 *     operationId: listAuditLog
 *     tags: [Administration]
 *     summary: List the audit log, newest first
 *     description: >-
 *       The hash of each entry covers the hash of the previous one; `npx cartwright audit:verify` checks the chain.
 *     responses:
 *       200: { description: A page of the audit log }
 *     x-errors: [invalid_cursor]
 */
router.get(
  "/",
  authenticate.required,
  permit("audit:read"),
  read(requests.ListAuditLog, auditLog.list, AuditEntryListView),
);

export { router as auditLogRoutes };
