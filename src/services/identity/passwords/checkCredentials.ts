import { hashPassword, needsRehash, verifyPassword } from "./passwords.js";
import { type LoadedUser, User } from "../../../models/identity/User.js";

/**
 * Returns the user of a login and a password. Takes the same time whether the user exists or not: a comparison of the
 * same cost always runs, and only a correct password loads the user. Renews a hash of a lower cost, because the
 * password is available here.
 * @param login normalised (lib/identity.ts): an e-mail address if it contains @, else a username
 */
export async function checkCredentials(login: string, password: string): Promise<LoadedUser | null> {
  const known = await User.credentialsOf(login);
  const matches = await verifyPassword(password, known?.passwordHash ?? null);
  if (!known || !matches) return null;
  const user = await User.loadForView(known.id);
  // The comparison is slow, so the password may have changed since.
  if (user.passwordHash !== known.passwordHash) return null;
  if (needsRehash(user.passwordHash)) await rehash(user, password);
  return user;
}

/** Conditional: it must not restore a password that was changed since. */
async function rehash(user: User, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  const where = { id: user.id, passwordHash: user.passwordHash };
  const [changed] = await User.update({ passwordHash }, { where });
  if (changed > 0) user.set({ passwordHash });
}
