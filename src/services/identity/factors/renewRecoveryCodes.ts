import type { User } from "../../../models/identity/User.js";
import { replaceRecoveryCodes } from "./replaceRecoveryCodes.js";
import type { SecondFactor } from "./verifySecondFactor.js";
import { verifyForSelf } from "./verifyForSelf.js";

/** Ten new recovery codes; the old ones expire. @throws MfaNotEnabled, InvalidMfaCode */
export async function renewRecoveryCodes(user: User, factor: SecondFactor, ip: string): Promise<string[]> {
  await verifyForSelf(user, factor, ip);
  return replaceRecoveryCodes(user.id);
}
