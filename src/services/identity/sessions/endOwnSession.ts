import { NotFound } from "../../../errors/system.js";
import { Session } from "../../../models/identity/Session.js";

/** Logs out one device of this user. @throws NotFound if it belongs to another user, or is already logged out */
export async function endOwnSession(userId: string, sessionId: string): Promise<void> {
  if (!(await Session.end({ id: sessionId, userId }))) throw new NotFound();
}
