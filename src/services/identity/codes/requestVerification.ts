import { publish } from "../../../events/publish.js";
import { User } from "../../../models/identity/User.js";

/**
 * Records a request for a verification code. A subscriber creates and mails the code after the response, so that the
 * request runs the same two statements for a known and an unknown address.
 * @param email normalised
 */
export const requestVerification = async (email: string): Promise<void> =>
  publish("email_verification.requested", { userId: await User.idOf(email) });
