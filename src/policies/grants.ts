import { PermissionNotHeld } from "../errors/identity.js";
import type { Caller } from "../lib/caller.js";
import {
  ADMIN,
  isPermission,
  type Permission,
  PERMISSIONS,
  permissionsOf,
} from "../models/identity/vocabulary.js";

type Actor = Pick<Caller, "user" | "apiKey">;
type RoleLike = { name: string; permissions: readonly string[] };

/** The permissions of a caller. An API key has its own, and none of the user who made it. */
export function permissionsHeldBy({ user, apiKey }: Actor): Permission[] {
  if (apiKey) return apiKey.permissions.filter(isPermission);
  return user ? permissionsOf(user.role, user.granted) : [];
}

/**
 * Refuses to grant, change or revoke permissions that the actor does not hold.
 * @throws PermissionNotHeld naming the missing permissions
 */
export function assertHolds(actor: Actor, permissions: readonly string[]): void {
  const held: readonly string[] = permissionsHeldBy(actor);
  // Names that the code no longer defines have no effect, so the actor need not hold them.
  const missing = [...new Set(permissions)].filter((name) => isPermission(name) && !held.includes(name));
  if (missing.length > 0) throw new PermissionNotHeld({ missing });
}

/**
 * An API key grants nothing that expires later than the key itself. An expiring key grants no roles, because roles do
 * not expire.
 * @param end of the grant; null for never
 * @throws PermissionNotHeld
 */
export function assertEndsWith({ apiKey }: Actor, end: Date | null): void {
  const own = apiKey?.expiresAt;
  if (own && (end === null || end > own))
    throw new PermissionNotHeld({
      detail: "An API key cannot grant anything that outlives the key.",
      missing: [],
    });
}

/**
 * Refuses callers who may not give a role to a user, or take it away. Holding every permission is not enough for the role
 * of administrator: only administrators assign it.
 * @throws PermissionNotHeld
 */
export function assertMayAssign(actor: Actor, role: RoleLike): void {
  if (role.name === ADMIN && actor.user?.role !== ADMIN)
    throw new PermissionNotHeld({
      detail: "Only administrators can assign or remove the admin role.",
      missing: [],
    });
  assertHolds(actor, role.name === ADMIN ? PERMISSIONS : role.permissions);
}
