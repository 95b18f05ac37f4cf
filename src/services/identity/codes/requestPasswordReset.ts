import { publish } from "../../../events/publish.js";
import { User } from "../../../models/identity/User.js";

/** Records a request for a reset code, as requestVerification() does. @param email normalised */
export const requestPasswordReset = async (email: string): Promise<void> =>
  publish("password_reset.requested", { userId: await User.idOf(email) });
