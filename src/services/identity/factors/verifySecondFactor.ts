import { config } from "../../../config.js";
import { onceCommitted } from "../../../database/transaction.js";
import { InvalidMfaCode, MfaNotEnabled } from "../../../errors/identity.js";
import type { RefusalFact } from "../../../errors/defineError.js";
import { refund } from "../../../limits/limits.js";
import { unseal } from "../../../lib/seal.js";
import { hashRecoveryCode } from "./recoveryCodes.js";
import { totpStep } from "./totp.js";
import { useRecoveryCode, useTotpStep } from "../../../models/identity/secondFactor.js";
import type { User } from "../../../models/identity/User.js";

/** A code of the app, or one of the recovery codes. */
export type SecondFactor = { code?: string; recoveryCode?: string };

/**
 * Checks a second factor and uses it up, in the ambient transaction: a code is good once, whoever comes second. The
 * caller has counted the attempt before (lib/limits), in the open.
 * @throws MfaNotEnabled, InvalidMfaCode
 */
export async function verifySecondFactor(user: User, { code, recoveryCode }: SecondFactor): Promise<void> {
  if (!user.totpSecret || !user.totpConfirmedAt) throw new MfaNotEnabled();
  const right =
    code === undefined
      ? await useRecoveryCode(user.id, hashRecoveryCode(user.id, recoveryCode ?? ""))
      : await useCode(user.id, user.totpSecret, code);
  if (!right) throw new InvalidMfaCode({ audit: secondFactorFailure(user) });
}

/**
 * The same of somebody who is logged in; a right code gives its attempt back, once it has had its effect.
 * @param ip where the attempt was counted on
 */
export async function proveSecondFactor(user: User, factor: SecondFactor, ip: string): Promise<void> {
  await verifySecondFactor(user, factor);
  onceCommitted(() => void refund("mfa", { ip, identity: user.id }));
}

/** What the audit log keeps of a wrong second factor: whoever sent it knew the password. */
export const secondFactorFailure = ({ id }: Pick<User, "id">): RefusalFact => ({
  action: "auth.second_factor_failed",
  target: { type: "user", id },
});

async function useCode(userId: string, sealed: Buffer, code: string): Promise<boolean> {
  const step = totpStep(unseal(sealed, config.totpSecret), code);
  return step !== null && useTotpStep(userId, sealed, step);
}
