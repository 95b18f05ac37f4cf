import { publish } from "../../events/publish.js";
import { User } from "../../models/identity/User.js";

type NewUser = Pick<User, "email" | "username" | "firstName" | "lastName" | "passwordHash">;

/**
 * Opens an account. That addresses and names are unique is the database's to say, so that two at once cannot both win.
 * @param newUser identities normalised, the password hashed already (hashing must not hold a transaction open)
 * @throws EmailTaken, UsernameTaken (from the constraints)
 */
export async function registerUser(newUser: NewUser): Promise<User> {
  const user = await User.create({ ...newUser, role: "customer" });
  await publish("user.registered", { userId: user.id });
  return user;
}
