import { hashPassword, needsRehash, verifyPassword } from "./passwords.js";
import { type LoadedUser, User } from "../../../models/identity/User.js";

/**
 * The user of a login and a password. Takes the same time whether the user exists or not: a comparison of the same cost
 * always runs, and only a right password loads the user. A hash of a lower cost is renewed, because the password is known
 * here.
 * @param login normalised (lib/identity.ts): an e-mail address when it has an @, else a username
 */
export async function checkCredentials(login: string, password: string): Promise<LoadedUser | null> {
  const known = await User.credentialsOf(login);
  const matches = await verifyPassword(password, known?.passwordHash ?? null);
  if (!known || !matches) return null;
  const user = await User.loadForView(known.id);
  // The comparison is slow: the password may have been changed since.
  if (user.passwordHash !== known.passwordHash) return null;
  if (needsRehash(user.passwordHash)) await rehash(user, password);
  return user;
}

/** Conditional: a password that was changed since must not be restored. */
async function rehash(user: User, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  const where = { id: user.id, passwordHash: user.passwordHash };
  const [changed] = await User.update({ passwordHash }, { where });
  if (changed > 0) user.set({ passwordHash });
}
