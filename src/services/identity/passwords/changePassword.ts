import { InvalidCredentials } from "../../../errors/identity.js";
import { assertFresh } from "../../system/preconditions.js";
import { Session } from "../../../models/identity/Session.js";
import { lockSelf, type Me } from "../sessions/lockSelf.js";
import type { NewPassword } from "./prepareNewPassword.js";
import { setPassword } from "./setPassword.js";

/**
 * Changes the user's own password. Every other session ends, and a mailed reset code expires.
 * @throws InvalidToken, StaleVersion, InvalidCredentials if the password was changed since it was verified
 */
export async function changePassword(
  me: Me,
  { provedHash, passwordHash }: NewPassword,
  ifMatch: string | null,
): Promise<void> {
  const user = await lockSelf(me);
  assertFresh(ifMatch, user.etag);
  if (user.passwordHash !== provedHash) throw new InvalidCredentials();
  await setPassword(user, passwordHash);
  await Session.endAll(user.id, { except: me.sessionId });
}
