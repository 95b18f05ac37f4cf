import { config } from "../../../config.js";
import { MfaEnrollmentRequired, MfaLoginRequired } from "../../../errors/identity.js";
import type { SignedInUser } from "../../../lib/caller.js";

/** STAFF_MFA, behind one door, so that tests can turn it. */
export const staffMfa = { required: config.staffMfaRequired };

/**
 * Stops staff without a second factor, and sessions that have not passed it: those from before enrolment, and those of
 * a single sign-on that did not ask for one. Customers hold no permissions and are not meant.
 * @throws MfaEnrollmentRequired, MfaLoginRequired
 */
export function assertSecondFactor({ role, mfaEnabled, mfaAt }: SignedInUser): void {
  if (!staffMfa.required || role === "customer") return;
  if (!mfaEnabled) throw new MfaEnrollmentRequired();
  if (!mfaAt) throw new MfaLoginRequired();
}
