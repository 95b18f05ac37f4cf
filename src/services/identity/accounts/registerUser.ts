import { publish } from "../../../events/publish.js";
import type { RequestSource } from "../../../lib/caller.js";
import { User } from "../../../models/identity/User.js";
import { actorFor } from "../../system/actorFor.js";
import { recordAudit } from "../../system/recordAudit.js";

export type NewUser = Pick<User, "email" | "firstName" | "lastName" | "passwordHash"> &
  Partial<Pick<User, "username" | "passwordlessAt" | "emailVerifiedAt">>;

/**
 * Creates a customer's account. Constraints keep addresses and names unique, so that of two requests at once one wins.
 * @param newUser identities normalised, the password hashed (hashing must not hold a transaction open)
 * @throws EmailTaken, UsernameTaken (from the constraints)
 */
export async function registerUser(newUser: NewUser, request: RequestSource): Promise<User> {
  const user = await User.create({ ...newUser, role: "customer" });
  await publish("user.registered", { userId: user.id });
  const target = { type: "user", id: user.id };
  await recordAudit(actorFor(user.id, request), { action: "user.registered", target });
  return user;
}
