import { onceCommitted } from "../../../database/transaction.js";
import { refund } from "../../../limits/limits.js";
import type { User } from "../../../models/identity/User.js";
import { type SecondFactor, verifySecondFactor } from "./verifySecondFactor.js";

/**
 * Verifies the second factor of a logged-in user. A correct code refunds its attempt after the commit.
 * @param ip the address for which the attempt was counted
 * @throws MfaNotEnabled, InvalidMfaCode
 */
export async function verifyForSelf(user: User, factor: SecondFactor, ip: string): Promise<void> {
  await verifySecondFactor(user, factor);
  onceCommitted(() => void refund("mfa", { ip, identity: user.id }));
}
