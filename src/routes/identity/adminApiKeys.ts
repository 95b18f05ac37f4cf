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
 *     summary: List the API keys, newest first
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
 *     summary: Create an API key
 *     description: >-
 *       For servers, which send it as `Authorization Bearer cw_live_…`. Only this response contains the secret. A key
 *       has at most the permissions of its creator; a key created with an API key expires no later than that key.
 *     responses:
 *       201: { description: "The key with its secret, which is shown once" }
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
 *     summary: Show an API key
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
 *       Takes effect at once and cannot be undone. The key stays in the list, because the audit log refers to it.
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
 *       Creates a key with the same permissions and expiry. The old key stays valid for `overlapHours`. A key cannot
 *       rotate a key that expires later than itself.
 *     responses:
 *       201: { description: "The key with its secret, which is shown once" }
 *     x-errors: [permission_not_held, api_key_ended, stale_version]
 */
router.post(
  "/:id/rotation",
  authenticate.required,
  permit("api_keys:write"),
  write(requests.RotateApiKey, keys.rotate, NewApiKeyView, { audit: "api_key.rotation.created" }),
);

export { router as adminApiKeyRoutes };
