import { z } from "zod";
import { Id, listOf, Timestamp } from "../../lib/schemas.js";
import type { ApiKey } from "../../models/identity/ApiKey.js";
import { isPermission, PERMISSIONS } from "../../models/identity/vocabulary.js";

const fields = {
  id: Id,
  name: z.string(),
  prefix: z.string().describe("The beginning of the secret, which identifies the key."),
  permissions: z.array(z.enum(PERMISSIONS)),
  createdBy: Id.nullable().describe("The user who created it."),
  rotatedFrom: Id.nullable().describe("The key that this one replaces."),
  expiresAt: Timestamp.nullable(),
  lastUsedAt: Timestamp.nullable().describe("Accurate to a minute."),
  revokedAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};

export const ApiKeyView = z.strictObject(fields).meta({ id: "ApiKey" });
export const NewApiKeyView = z
  .strictObject({
    ...fields,
    secret: z.string().describe("For the Authorization header, as `Bearer cw_live_…`. Shown once."),
  })
  .meta({ id: "NewApiKey" });
export const ApiKeyListView = listOf(ApiKeyView, "ApiKeyList");

export const renderApiKey = (key: ApiKey): z.input<typeof ApiKeyView> => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  permissions: key.permissions.filter(isPermission),
  createdBy: key.createdBy,
  rotatedFrom: key.rotatedFrom,
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
  createdAt: key.createdAt.toISOString(),
  updatedAt: key.updatedAt.toISOString(),
});

export const renderNewApiKey = (key: ApiKey, secret: string): z.input<typeof NewApiKeyView> => ({
  ...renderApiKey(key),
  secret,
});
