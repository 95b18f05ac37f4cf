import { publish } from "../../../events/publish.js";
import { clock } from "../../../lib/clock.js";
import { OneTimeCode } from "../../../models/identity/OneTimeCode.js";
import type { User } from "../../../models/identity/User.js";

/**
 * Stores a new password. A mailed reset code expires, and the owner is notified. The callers end sessions, because which
 * ones end depends on the reason.
 * @param user locked by the calling service
 */
export async function setPassword(user: User, passwordHash: string): Promise<void> {
  await user.update({ passwordHash });
  await OneTimeCode.replaceLive(user.id, "reset_password");
  await publish("user.password_changed", { userId: user.id, changedAt: clock.now().toISOString() });
}
