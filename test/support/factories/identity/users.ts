import { randomUUID } from "node:crypto";
import { hashPassword } from "../../../../src/services/identity/passwords/passwords.js";
import { User } from "../../../../src/models/identity/User.js";
import { UserIdentity } from "../../../../src/models/identity/UserIdentity.js";
import { startSession } from "../../../../src/services/identity/sessions/startSession.js";
import type { Headers } from "../../api.js";
import { sql } from "../../database.js";

export const PASSWORD = "correct horse battery staple";
let passwordHash: Promise<string> | undefined;

/** A user with PASSWORD. */
export async function createUser(attributes: Partial<User> = {}): Promise<User> {
  passwordHash ??= hashPassword(PASSWORD);
  const name = randomUUID().slice(0, 13);
  const email = `${name}@example.com`;
  return User.create({ email, username: name, passwordHash: await passwordHash, ...attributes });
}

/** Headers of a user who is logged in. */
export async function logInAs(user: User): Promise<Headers> {
  const { accessToken } = await startSession(user, { ip: "127.0.0.1", userAgent: null });
  return { authorization: `Bearer ${accessToken}` };
}

/** Makes a user's logins too old to count as reauthentication. */
export const ageLogins = (userId: string, minutes = 16) =>
  sql("UPDATE sessions SET created_at = created_at - $2 * interval '1 minute' WHERE user_id = $1", [
    userId,
    minutes,
  ]);

/** Links an account at the provider `test` to a user. */
export const linkIdentity = (userId: string, email: string | null = null): Promise<UserIdentity> =>
  UserIdentity.create({ userId, provider: "test", issuer: "https://id.example", subject: userId, email });

/** Makes every administrator a customer. */
export async function demoteAdmins(): Promise<void> {
  await User.update({ role: "customer" }, { where: { role: "admin" } });
}

export const customerHeaders = async (): Promise<Headers> => logInAs(await createUser());
export const adminHeaders = async (): Promise<Headers> => logInAs(await createUser({ role: "admin" }));
