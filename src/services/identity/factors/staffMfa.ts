import { config } from "../../../config.js";
import { MfaEnrollmentRequired, MfaLoginRequired } from "../../../errors/identity.js";
import type { SignedInUser } from "../../../lib/caller.js";
import { isStaffRole } from "../../../models/identity/vocabulary.js";

/** STAFF_MFA, as a value that tests can change. */
export const staffMfa = { required: config.staffMfaRequired };

/**
 * Refuses staff without a second factor, and staff sessions that have not verified one: those from before the
 * enrolment, and those of a single sign-on without a second factor. Customers are exempt, because they hold no
 * permissions.
 * @throws MfaEnrollmentRequired, MfaLoginRequired
 */
export function assertSecondFactor({ role, mfaEnabled, mfaAt }: SignedInUser): void {
  if (!staffMfa.required || !isStaffRole(role)) return;
  if (!mfaEnabled) throw new MfaEnrollmentRequired();
  if (!mfaAt) throw new MfaLoginRequired();
}
