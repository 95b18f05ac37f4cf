import { hashPassword, needsRehash, verifyPassword } from "./passwords.js";
import { type LoadedUser, User } from "../../../models/identity/User.js";

/**
 * The user whom login and password name. Takes the same time whether the user exists or not: a compare of the same
 * cost always runs, and only a right password loads the user. A hash made at a lower cost is made anew while the
 * password is at hand.
 * @param login normalised (lib/identity.ts): an e-mail address when it has an @, else a username
 */
export async function checkCredentials(login: string, password: string): Promise<LoadedUser | null> {
  const known = await User.credentialsOf(login);
  const matches = await verifyPassword(password, known?.passwordHash ?? null);
  if (!known || !matches) return null;
  const user = await User.loadForView(known.id);
  // Comparing takes a while: a password that was changed meanwhile opens nothing any more.
  if (user.passwordHash !== known.passwordHash) return null;
  if (needsRehash(user.passwordHash)) await rehash(user, password);
  return user;
}

/** Only if the password is still the one that was checked: one that was changed meanwhile must not come back. */
async function rehash(user: User, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  const where = { id: user.id, passwordHash: user.passwordHash };
  const [changed] = await User.update({ passwordHash }, { where });
  if (changed > 0) user.set({ passwordHash });
}
