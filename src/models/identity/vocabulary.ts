/** What a mailed code is for. A code for one purpose is not valid for another. */
export const CODE_PURPOSES = ["verify_email", "reset_password"] as const;
export type CodePurpose = (typeof CODE_PURPOSES)[number];

/** How a session's tokens reach the client: in the response, or in cookies that no script can read. */
export const SESSION_TRANSPORTS = ["bearer", "cookie"] as const;
export type SessionTransport = (typeof SESSION_TRANSPORTS)[number];

/** The second factors that a login accepts. */
export const MFA_METHODS = ["totp", "recovery_code"] as const;
export type MfaMethod = (typeof MFA_METHODS)[number];

/** The built-in roles. A shop adds roles of its own. */
export const CUSTOMER = "customer";
export const ADMIN = "admin";

/** Customers hold no permissions; every other role is one of staff. */
export const isStaffRole = (role: string): boolean => role !== CUSTOMER;

/** The permissions of staff and API keys. A route asks for one of these; nothing else is allowed. */
export const PERMISSIONS = [
  "products:read",
  "products:write",
  "categories:write",
  "inventory:read",
  "inventory:write",
  "reviews:read",
  "reviews:write",
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

/** Whether a text is a permission: rows may hold names that a later version has dropped. */
export const isPermission = (name: string): name is Permission =>
  (PERMISSIONS as readonly string[]).includes(name);

/**
 * The permissions of a role: `admin` holds all, other roles hold those of their row.
 * @param granted the permissions of the role's row
 */
export const permissionsOf = (role: string, granted: readonly string[]): Permission[] =>
  role === ADMIN ? [...PERMISSIONS] : granted.filter(isPermission);
