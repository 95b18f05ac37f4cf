import { publish } from "../../../events/publish.js";
import { clock } from "../../../lib/clock.js";
import type { User } from "../../../models/identity/User.js";
import { replaceCodes } from "../codes/issueCode.js";

/**
 * Gives a user another password, whoever asked for it: a mailed reset code is dead, and the owner is told. Which sessions
 * end is the caller's to say.
 * @param user locked
 */
export async function setPassword(user: User, passwordHash: string): Promise<void> {
  await user.update({ passwordHash });
  await replaceCodes(user.id, "reset_password");
  await publish("user.password_changed", { userId: user.id, changedAt: clock.now().toISOString() });
}
