import { InvalidToken } from "../../../errors/identity.js";
import type { SignedInUser } from "../../../lib/caller.js";
import { Session } from "../../../models/identity/Session.js";
import { User } from "../../../models/identity/User.js";

export type Me = Pick<SignedInUser, "id" | "sessionId">;

/**
 * Locks the caller's own row for a write, and checks the session again: while this waited for the lock, the account may
 * have been closed, or all of its sessions ended.
 * @throws InvalidToken
 */
export async function lockSelf(me: Me): Promise<User> {
  const user = await lockWhileLoggedIn(me);
  if (!user) throw new InvalidToken();
  return user;
}

/** @returns null if the session has ended or the account is closed */
export async function lockWhileLoggedIn({ id, sessionId }: Me) {
  const user = await User.lockById(id);
  return user.anonymizedAt === null && (await Session.isRunning(id, sessionId)) ? user : null;
}
