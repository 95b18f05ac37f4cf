import { publish } from "../../../events/publish.js";
import { User } from "../../../models/identity/User.js";

/**
 * Notes that somebody asked for a code. The code is made and mailed by a subscriber, after the answer: a known address
 * and an unknown one cost the request the same two statements.
 * @param email normalised
 */
export const requestVerification = async (email: string): Promise<void> =>
  publish("email_verification.requested", { userId: await User.idOf(email) });
export const requestPasswordReset = async (email: string): Promise<void> =>
  publish("password_reset.requested", { userId: await User.idOf(email) });
