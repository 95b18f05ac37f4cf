import { z } from "zod";
import { listOf, Timestamp } from "../../lib/schemas.js";
import type { Role } from "../../models/identity/Role.js";
import { PERMISSIONS } from "../../models/identity/vocabulary.js";

export const RoleView = z
  .strictObject({
    name: z.string(),
    description: z.string().nullable(),
    permissions: z.array(z.enum(PERMISSIONS)),
    builtIn: z.boolean().describe("Built-in roles cannot be changed or deleted."),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: "Role" });
export const RoleListView = listOf(RoleView, "RoleList");

export const renderRole = (role: Role): z.input<typeof RoleView> => ({
  name: role.name,
  description: role.description,
  permissions: role.effectivePermissions,
  builtIn: role.builtIn,
  createdAt: role.createdAt.toISOString(),
  updatedAt: role.updatedAt.toISOString(),
});
