import { LastWayToLogIn } from "../../../errors/identity.js";
import { NotFound } from "../../../errors/system.js";
import { publish } from "../../../events/publish.js";
import { clock } from "../../../lib/clock.js";
import { User } from "../../../models/identity/User.js";
import { UserIdentity } from "../../../models/identity/UserIdentity.js";

/**
 * Takes an identity off its user's account, whose owner is told by mail. The user's row is locked, so that two requests cannot each take the last but
 * one.
 * @returns what was taken off
 * @throws NotFound when it is not theirs, LastWayToLogIn when nothing would be left
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
