import { onceCommitted } from "../../../database/transaction.js";
import { refund } from "../../../limits/limits.js";
import type { User } from "../../../models/identity/User.js";
import { type SecondFactor, verifySecondFactor } from "./verifySecondFactor.js";

/**
 * Verifies the second factor of a user who is logged in. A right code refunds its attempt once the transaction commits.
 * @param ip the address that the attempt was counted on
 * @throws MfaNotEnabled, InvalidMfaCode
 */
export async function verifyForSelf(user: User, factor: SecondFactor, ip: string): Promise<void> {
  await verifySecondFactor(user, factor);
  onceCommitted(() => void refund("mfa", { ip, identity: user.id }));
}
