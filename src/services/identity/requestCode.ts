import { publish } from "../../events/publish.js";

/**
 * Notes that somebody asked for a code. The address is looked up by a subscriber, after the answer: a known one and
 * an unknown one cost the request the same single insert.
 */
export const requestVerification = (email: string): Promise<void> =>
  publish("email_verification.requested", { email });
export const requestPasswordReset = (email: string): Promise<void> =>
  publish("password_reset.requested", { email });
