import { InvalidToken } from "../../errors.js";
import { type Call, signedIn } from "../../lib/action.js";
import { Session } from "../../models/identity/Session.js";
import { User } from "../../models/identity/User.js";

/**
 * Locks the row of who is logged in, for a write of their own, and looks once more whether they still are: while it waited
 * for the lock, the account may have been closed, or all of its sessions ended.
 * @throws InvalidToken
 */
export async function lockSelf(call: Pick<Call, "shopper">): Promise<User> {
  const { id, sessionId } = signedIn(call);
  const user = await User.lockById(id);
  if (user.anonymizedAt || !(await Session.isRunning(id, sessionId))) throw new InvalidToken();
  return user;
}
