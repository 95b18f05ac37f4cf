import { InvalidToken } from "../../../errors/identity.js";
import type { SignedInUser } from "../../../lib/caller.js";
import { User } from "../../../models/identity/User.js";

/** The caller of a write to their own account. */
export type Me = Pick<SignedInUser, "id" | "sessionId">;

/**
 * Locks the caller's own row and checks their session again: while it waited for the lock, the account may have been
 * closed or its sessions ended.
 * @throws InvalidToken
 */
export async function lockSelf(me: Me): Promise<User> {
  const user = await User.lockLoggedIn(me.id, me.sessionId);
  if (!user) throw new InvalidToken();
  return user;
}
