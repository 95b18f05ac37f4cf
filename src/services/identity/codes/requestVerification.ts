import { publish } from "../../../events/publish.js";
import { User } from "../../../models/identity/User.js";

/**
 * Records a request for a verification code. A subscriber makes and mails the code after the response: a known address
 * and an unknown one cost the request the same two statements.
 * @param email normalised
 */
export const requestVerification = async (email: string): Promise<void> =>
  publish("email_verification.requested", { userId: await User.idOf(email) });
