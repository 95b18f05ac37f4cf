import { publish } from "../../../events/publish.js";
import type { RequestSource } from "../../../lib/caller.js";
import { User } from "../../../models/identity/User.js";
import { actorFor } from "../../system/actorFor.js";
import { recordAudit } from "../../system/recordAudit.js";

export type NewUser = Pick<User, "email" | "firstName" | "lastName" | "passwordHash"> &
  Partial<Pick<User, "username" | "passwordlessAt" | "emailVerifiedAt">>;

/**
 * Creates a customer's account. Constraints make addresses and usernames unique, so that only one of two parallel
 * requests succeeds.
 * @param newUser with normalised identities and a password that was hashed outside the transaction
 * @throws EmailTaken, UsernameTaken (from the constraints)
 */
export async function registerUser(newUser: NewUser, request: RequestSource): Promise<User> {
  const user = await User.create({ ...newUser, role: "customer" });
  await publish("user.registered", { userId: user.id });
  const target = { type: "user", id: user.id };
  await recordAudit(actorFor(user.id, request), { action: "user.registered", target });
  return user;
}
