import { Session } from "../../../models/identity/Session.js";
import { User } from "../../../models/identity/User.js";

/** Logs a user out on every device. The token version also ends access tokens of sessions that are no longer stored. */
export async function endAllSessions(userId: string): Promise<void> {
  await User.increment("tokenVersion", { where: { id: userId } });
  await Session.endAll(userId);
}
