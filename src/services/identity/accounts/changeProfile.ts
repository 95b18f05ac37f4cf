import { ReauthenticationRequired } from "../../../errors/identity.js";
import { publish } from "../../../events/publish.js";
import { clock } from "../../../lib/clock.js";
import { assertFresh } from "../../system/preconditions.js";
import { EmailChange } from "../../../models/identity/EmailChange.js";
import { OneTimeCode } from "../../../models/identity/OneTimeCode.js";
import type { User } from "../../../models/identity/User.js";
import { lockSelf, type Me } from "../sessions/lockSelf.js";

type Profile = Partial<Pick<User, "email" | "username" | "firstName" | "lastName" | "phone">>;

/**
 * Changes a user's own profile. A new address is unverified until its code is confirmed; codes sent to the old address
 * expire.
 * @param mayMove whether proveEmailChange() has allowed a new address
 * @throws InvalidToken, StaleVersion, ReauthenticationRequired, EmailTaken, UsernameTaken
 */
export async function changeProfile(
  me: Me,
  changes: Profile,
  { mayMove, ifMatch }: { mayMove: boolean; ifMatch: string | null },
): Promise<{ user: User; before: { email: string } }> {
  const user = await lockSelf(me);
  assertFresh(ifMatch, user.etag);
  const { id: userId, email: previousEmail } = user;
  const moves = changes.email !== undefined && changes.email !== previousEmail;
  // Another request of this user may have changed the address since then.
  if (moves && !mayMove) throw new ReauthenticationRequired();
  await user.update(moves ? { ...changes, emailVerifiedAt: null } : changes);
  if (moves) {
    await OneTimeCode.replaceLive(userId, "verify_email");
    await OneTimeCode.replaceLive(userId, "reset_password");
    const changedAt = clock.now().toISOString();
    const { id: changeId } = await EmailChange.create({ userId, previousEmail });
    await publish("user.email_changed", { userId, changeId, changedAt });
  }
  return { user, before: { email: previousEmail } };
}
