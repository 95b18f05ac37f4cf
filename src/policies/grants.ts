import { PermissionNotHeld } from "../errors/identity.js";
import type { Caller } from "../lib/caller.js";
import { type Permission, PERMISSIONS, isPermission, permissionsOf } from "./permissions.js";

type Actor = Pick<Caller, "user" | "apiKey">;
type RoleLike = { name: string; permissions: readonly string[] };

/** Everything that this caller may do. A key has what it was given, and nothing of the person who made it. */
export function permissionsHeldBy({ user, apiKey }: Actor): Permission[] {
  if (apiKey) return apiKey.permissions.filter(isPermission);
  return user ? permissionsOf(user.role, user.granted) : [];
}

/**
 * Nobody hands on, changes or takes away what they do not hold themselves.
 * @throws PermissionNotHeld naming what is missing
 */
export function assertHolds(actor: Actor, permissions: readonly string[]): void {
  const held: readonly string[] = permissionsHeldBy(actor);
  // A name that the code no longer knows opens nothing, so it is nobody's to hold.
  const missing = [...new Set(permissions)].filter((name) => isPermission(name) && !held.includes(name));
  if (missing.length > 0) throw new PermissionNotHeld({ missing });
}

/**
 * A key hands on what it holds for no longer than it holds it: one that was lent for a week makes no key for good, and
 * gives people nothing, because roles do not end.
 * @param end of what is handed on; null for never
 * @throws PermissionNotHeld
 */
export function assertEndsWith({ apiKey }: Actor, end: Date | null): void {
  const own = apiKey?.expiresAt;
  if (own && (end === null || end > own))
    throw new PermissionNotHeld({
      detail: "A key that ends hands nothing on that ends later, or never.",
      missing: [],
    });
}

/**
 * Whether this caller may give a role to somebody, or take it away. Who holds every permission is still no
 * administrator: those make each other.
 * @throws PermissionNotHeld
 */
export function assertMayAssign(actor: Actor, role: RoleLike): void {
  if (role.name === "admin" && actor.user?.role !== "admin")
    throw new PermissionNotHeld({
      detail: "Only an administrator makes or unmakes administrators.",
      missing: [],
    });
  assertHolds(actor, role.name === "admin" ? PERMISSIONS : role.permissions);
}
