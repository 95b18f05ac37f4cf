import { z } from "zod";
import { clearable, IdParams, PageQuery, text } from "../../lib/schemas.js";
import { Permissions } from "./adminRoles.js";

const KeyPermissions = Permissions.refine((names) => names.length > 0, "must name at least one permission");
const expiresAt = clearable(
  z.iso
    .datetime({ offset: true })
    .transform((time) => new Date(time))
    .refine((time) => time.getTime() > Date.now(), "must be in the future")
    .refine((time) => time.getUTCFullYear() <= 9999, "must be before the year 10000"),
).describe(
  "Null for a key that does not expire. Default: the expiry of the API key that creates it, else null.",
);

export const ListApiKeys = { query: PageQuery };
export const ShowApiKey = { params: IdParams };
export const CreateApiKey = {
  body: z
    .strictObject({ name: text(100), permissions: KeyPermissions, expiresAt })
    .meta({ id: "ApiKeyBody" }),
};
export const UpdateApiKey = {
  params: IdParams,
  body: z
    .strictObject({ name: text(100).optional(), permissions: KeyPermissions.optional() })
    .meta({ id: "ApiKeyPatch" }),
};
export const RevokeApiKey = { params: IdParams };
export const RotateApiKey = {
  params: IdParams,
  body: z
    .strictObject({
      overlapHours: z.int().min(0).max(168).default(24).describe("How long the old key stays valid."),
    })
    .meta({ id: "ApiKeyRotationBody" }),
};
