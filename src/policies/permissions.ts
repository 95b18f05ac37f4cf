/** What staff may do, by name. Routes ask for one of these; nothing is allowed that is not listed. */
export const PERMISSIONS = [
  "products:read",
  "products:write",
  "categories:write",
  "inventory:read",
  "inventory:write",
  "orders:read",
  "orders:write",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const BY_ROLE: Record<"customer" | "admin", readonly Permission[]> = {
  customer: [],
  admin: PERMISSIONS,
};

export const permissionsOf = (role: "customer" | "admin"): readonly Permission[] => BY_ROLE[role];
