import { LastFactor, MfaNotEnabled } from "../../../errors/identity.js";
import type { User } from "../../../models/identity/User.js";
import { dropSecondFactor } from "./dropSecondFactor.js";
import { staffMfa } from "./staffMfa.js";
import type { SecondFactor } from "./verifySecondFactor.js";
import { verifyForSelf } from "./verifyForSelf.js";

/**
 * Removes the second factor, after verifying it once more.
 * @throws LastFactor for staff of a shop that requires one, MfaNotEnabled, InvalidMfaCode
 */
export async function removeTotp(user: User, factor: SecondFactor, ip: string): Promise<void> {
  if (!user.hasSecondFactor) throw new MfaNotEnabled();
  if (staffMfa.required && user.isStaff) throw new LastFactor();
  await verifyForSelf(user, factor, ip);
  await dropSecondFactor(user.id);
}
