import { z } from "zod";
import { clearableProse, PageQuery } from "../../lib/schemas.js";
import { PERMISSIONS } from "../../models/identity/vocabulary.js";

/** A set: duplicates are removed. */
export const Permissions = z
  .array(z.enum(PERMISSIONS))
  .max(PERMISSIONS.length)
  .transform((names) => [...new Set(names)].sort());

export const RoleName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{1,49}$/, "must be 2 to 50 of a-z, 0-9, _ and -, beginning with a letter");
const RoleParams = z.strictObject({ name: z.string().min(1).max(50) });
const description = clearableProse(500);

export const ListRoles = { query: PageQuery };
export const ShowRole = { params: RoleParams };
export const CreateRole = {
  body: z.strictObject({ name: RoleName, description, permissions: Permissions }).meta({ id: "RoleBody" }),
};
export const UpdateRole = {
  params: RoleParams,
  body: z.strictObject({ description, permissions: Permissions.optional() }).meta({ id: "RolePatch" }),
};
export const DeleteRole = { params: RoleParams };
