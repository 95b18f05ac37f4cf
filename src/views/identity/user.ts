import { z } from "zod";
import { Id, listOf, Timestamp } from "../../lib/schemas.js";
import type { LoadedUser } from "../../models/identity/User.js";
import { PERMISSIONS } from "../../models/identity/vocabulary.js";

export const UserView = z
  .strictObject({
    id: Id,
    email: z.string(),
    username: z.string().nullable(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    phone: z.string().nullable(),
    role: z.string().describe("`customer`, `admin`, or a role that the shop made."),
    permissions: z.array(z.enum(PERMISSIONS)),
    emailVerifiedAt: Timestamp.nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: "User" });

export const UserListView = listOf(UserView, "UserList");

export const renderUser = (user: LoadedUser): z.input<typeof UserView> => ({
  id: user.id,
  email: user.email,
  username: user.username,
  firstName: user.firstName,
  lastName: user.lastName,
  phone: user.phone,
  role: user.role,
  permissions: user.roleRow.effectivePermissions,
  emailVerifiedAt: user.emailVerifiedAt?.toISOString() ?? null,
  createdAt: user.createdAt.toISOString(),
  updatedAt: user.updatedAt.toISOString(),
});
