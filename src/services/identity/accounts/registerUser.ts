import { publish } from "../../../events/publish.js";
import type { Call } from "../../../http/action.js";
import { User } from "../../../models/identity/User.js";
import { newcomer } from "../../system/auditActor.js";
import { recordAudit } from "../../system/recordAudit.js";

type NewUser = Pick<User, "email" | "firstName" | "lastName" | "passwordHash"> &
  Partial<Pick<User, "username" | "passwordlessAt" | "emailVerifiedAt">>;

/**
 * Opens an account. That addresses and names are unique is the database's to say, so that two at once cannot both win.
 * @param newUser identities normalised, the password hashed already (hashing must not hold a transaction open)
 * @throws EmailTaken, UsernameTaken (from the constraints)
 */
export async function registerUser(newUser: NewUser, call: Pick<Call, "caller" | "request">): Promise<User> {
  const user = await User.create({ ...newUser, role: "customer" });
  await publish("user.registered", { userId: user.id });
  const target = { type: "user", id: user.id };
  await recordAudit(newcomer(call, user.id), { action: "user.registered", target });
  return user;
}
