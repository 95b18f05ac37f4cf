import { Router } from "express";
import * as keys from "../../controllers/identity/adminApiKeys.js";
import { authenticate, permit } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/identity/adminApiKeys.js";
import { ApiKeyListView, ApiKeyView, NewApiKeyView } from "../../views/identity/apiKey.js";

const router = Router();

/**
 * @openapi
 * /api/v1/admin/api-keys:
 *   get:
 *     operationId: listApiKeys
 *     tags: [Administration]
 *     summary: All API keys, newest first
 *     responses:
 *       200: { description: A page of keys }
 *     x-errors: [invalid_cursor]
 */
router.get(
  "/",
  authenticate.required,
  permit("api_keys:read"),
  read(requests.ListApiKeys, keys.list, ApiKeyListView),
);

/**
 * @openapi
 * /api/v1/admin/api-keys:
 *   post:
 *     operationId: createApiKey
 *     tags: [Administration]
 *     summary: Make an API key
 *     description: >-
 *       For servers: send it as `Authorization Bearer cw_live_…`. The secret is in this answer and nowhere else. A
 *       key may do no more than who makes it, and one that a key makes ends no later than that one.
 *     responses:
 *       201: { description: "The key and, this once, its secret" }
 *     x-errors: [permission_not_held]
 */
router.post(
  "/",
  authenticate.required,
  permit("api_keys:write"),
  write(requests.CreateApiKey, keys.create, NewApiKeyView, { audit: "api_key.created" }),
);

/**
 * @openapi
 * /api/v1/admin/api-keys/{id}:
 *   get:
 *     operationId: showApiKey
 *     tags: [Administration]
 *     summary: An API key
 *     responses:
 *       200: { description: "The key, without its secret" }
 */
router.get(
  "/:id",
  authenticate.required,
  permit("api_keys:read"),
  read(requests.ShowApiKey, keys.show, ApiKeyView),
);

/**
 * @openapi
 * /api/v1/admin/api-keys/{id}:
 *   patch:
 *     operationId: updateApiKey
 *     tags: [Administration]
 *     summary: Change an API key
 *     responses:
 *       200: { description: "The key, without its secret" }
 *     x-errors: [permission_not_held, api_key_ended]
 */
router.patch(
  "/:id",
  authenticate.required,
  permit("api_keys:write"),
  write(requests.UpdateApiKey, keys.update, ApiKeyView, { audit: "api_key.updated" }),
);

/**
 * @openapi
 * /api/v1/admin/api-keys/{id}:
 *   delete:
 *     operationId: revokeApiKey
 *     tags: [Administration]
 *     summary: Revoke an API key
 *     description: >-
 *       At once and for good. The key stays in the list, because the audit log names it.
 *     responses:
 *       204: { description: Revoked }
 *     x-errors: [permission_not_held]
 */
router.delete(
  "/:id",
  authenticate.required,
  permit("api_keys:write"),
  write(requests.RevokeApiKey, keys.destroy, null, { audit: "api_key.deleted" }),
);

/**
 * @openapi
 * /api/v1/admin/api-keys/{id}/rotation:
 *   post:
 *     operationId: rotateApiKey
 *     tags: [Administration]
 *     summary: Replace an API key
 *     description: >-
 *       A new key with the same permissions and the same end; the old one is good for `overlapHours` more. A key
 *       cannot rotate one that ends later than itself.
 *     responses:
 *       201: { description: "The key and, this once, its secret" }
 *     x-errors: [permission_not_held, api_key_ended, stale_version]
 */
router.post(
  "/:id/rotation",
  authenticate.required,
  permit("api_keys:write"),
  write(requests.RotateApiKey, keys.rotate, NewApiKeyView, { audit: "api_key.rotation.created" }),
);

export { router as adminApiKeyRoutes };
