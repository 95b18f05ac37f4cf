import { User } from "../../models/identity/User.js";
import { adoptGuestCart } from "../cart/adoptGuestCart.js";
import { type NewUser, registerUser } from "../identity/accounts/registerUser.js";
import { startSession } from "../identity/sessions/startSession.js";
import type { Visit } from "./completeLogin.js";

/**
 * Registers a customer: the guest's cart becomes theirs, and a session starts.
 * @param newUser as registerUser() takes it
 * @returns `tokens` is null where the shop requires a verified address before the first login
 * @throws EmailTaken, UsernameTaken
 */
export async function openAccount(newUser: NewUser, { request, cartToken }: Visit) {
  const { id } = await registerUser(newUser, request);
  const guestCart = await adoptGuestCart(id, cartToken);
  const user = await User.loadForView(id);
  const tokens = user.mayLogIn ? await startSession(user, request) : null;
  return { user, guestCart, tokens };
}
