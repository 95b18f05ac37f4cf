/** What staff and API keys may do, by name. Routes ask for one of these; nothing is allowed that is not listed. */
export const PERMISSIONS = [
  "products:read",
  "products:write",
  "categories:write",
  "inventory:read",
  "inventory:write",
  "orders:read",
  "orders:write",
  "refunds:create",
  "reports:read",
  "customers:read",
  "users:write",
  "roles:read",
  "roles:write",
  "api_keys:read",
  "api_keys:write",
  "audit:read",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Whether a text is the name of a permission: rows may hold names that a later version has dropped. */
export const isPermission = (name: string): name is Permission =>
  (PERMISSIONS as readonly string[]).includes(name);

/**
 * What a role may do: `admin` everything, others what their row says.
 * @param granted the permissions of the role's row
 */
export const permissionsOf = (role: string, granted: readonly string[] = []): Permission[] =>
  role === "admin" ? [...PERMISSIONS] : granted.filter(isPermission);
