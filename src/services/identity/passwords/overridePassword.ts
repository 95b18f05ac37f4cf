import { User } from "../../../models/identity/User.js";
import { endAllSessions } from "../sessions/endAllSessions.js";
import { setPassword } from "./setPassword.js";

/** Sets a password on behalf of an operator, and ends all sessions of the user. @throws NotFound */
export async function overridePassword(userId: string, passwordHash: string): Promise<void> {
  await setPassword(await User.lockById(userId), passwordHash);
  await endAllSessions(userId);
}
