import { hashPassword, needsRehash, verifyPassword } from "../../lib/passwords.js";
import { User } from "../../models/identity/User.js";

/**
 * The user whom login and password name. Takes the same time whether the user exists or not, because one compare
 * always runs. A hash made at a lower cost is made anew while the password is at hand.
 * @param login normalised (lib/identity.ts): an e-mail address when it has an @, else a username
 */
export async function checkCredentials(login: string, password: string): Promise<User | null> {
  const user = await User.findByLogin(login);
  const matches = await verifyPassword(password, user?.passwordHash ?? null);
  if (!user || !matches) return null;
  if (needsRehash(user.passwordHash)) await user.update({ passwordHash: await hashPassword(password) });
  return user;
}
