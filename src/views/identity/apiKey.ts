import { z } from "zod";
import { Id, listOf, Timestamp } from "../../lib/schemas.js";
import type { ApiKey } from "../../models/identity/ApiKey.js";
import { isPermission, PERMISSIONS } from "../../models/identity/vocabulary.js";

const fields = {
  id: Id,
  name: z.string(),
  prefix: z.string().describe("How the secret begins, to tell keys apart."),
  permissions: z.array(z.enum(PERMISSIONS)),
  createdBy: Id.nullable().describe("The user who made it."),
  rotatedFrom: Id.nullable().describe("The key that this one takes the place of."),
  expiresAt: Timestamp.nullable(),
  lastUsedAt: Timestamp.nullable().describe("To the minute."),
  revokedAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};

export const ApiKeyView = z.strictObject(fields).meta({ id: "ApiKey" });
export const NewApiKeyView = z
  .strictObject({
    ...fields,
    secret: z.string().describe("For the Authorization header, as `Bearer cw_live_…`. Told this once."),
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
