import { InvalidToken } from "../../../errors/identity.js";
import { type Call, signedIn } from "../../../http/action.js";
import type { SignedInUser } from "../../../lib/caller.js";
import { Session } from "../../../models/identity/Session.js";
import { User } from "../../../models/identity/User.js";

/**
 * Locks the row of who is logged in, for a write of their own, and looks once more whether they still are: while it waited
 * for the lock, the account may have been closed, or all of its sessions ended.
 * @throws InvalidToken
 */
export async function lockSelf(call: Pick<Call, "caller">): Promise<User> {
  const user = await lockWhileLoggedIn(signedIn(call));
  if (!user) throw new InvalidToken();
  return user;
}

/** @returns null where the session is over, or the account closed */
export async function lockWhileLoggedIn({ id, sessionId }: Pick<SignedInUser, "id" | "sessionId">) {
  const user = await User.lockById(id);
  return user.anonymizedAt === null && (await Session.isRunning(id, sessionId)) ? user : null;
}
