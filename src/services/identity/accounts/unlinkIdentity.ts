import { LastWayToLogIn } from "../../../errors/identity.js";
import { NotFound } from "../../../errors/system.js";
import { publish } from "../../../events/publish.js";
import { clock } from "../../../lib/clock.js";
import { User } from "../../../models/identity/User.js";
import { UserIdentity } from "../../../models/identity/UserIdentity.js";

/**
 * Unlinks an identity from its user's account; the owner is notified by mail. The lock on the user makes parallel
 * requests wait, so that one login method remains.
 * @returns the identity
 * @throws NotFound if it is another user's, LastWayToLogIn
 */
export async function unlinkIdentity(userId: string, id: string): Promise<UserIdentity> {
  const user = await User.findByPk(userId, { lock: true, rejectOnEmpty: true });
  const identities = await UserIdentity.findAllOf(userId);
  const identity = identities.find((each) => each.id === id);
  if (!identity) throw new NotFound();
  if (user.passwordlessAt && identities.length === 1) throw new LastWayToLogIn();
  await identity.destroy();
  const { provider } = identity;
  await publish("user.identity_unlinked", { userId, provider, changedAt: clock.now().toISOString() });
  return identity;
}
