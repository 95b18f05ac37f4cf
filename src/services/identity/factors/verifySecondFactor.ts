import { config } from "../../../config.js";
import { InvalidMfaCode, MfaNotEnabled } from "../../../errors/identity.js";
import { unseal } from "../../../lib/seal.js";
import { RecoveryCode } from "../../../models/identity/RecoveryCode.js";
import { useTotpStep } from "../../../models/identity/secondFactor.js";
import type { User } from "../../../models/identity/User.js";
import { hashRecoveryCode } from "./recoveryCodes.js";
import { secondFactorFailure } from "./secondFactorFailure.js";
import { totpStep } from "./totp.js";

/** A code of the authenticator app, or a recovery code. */
export type SecondFactor = { code?: string; recoveryCode?: string };

/**
 * Verifies a second factor and consumes its code, in the ambient transaction: each code works once, even with parallel
 * requests. The caller has counted and committed the attempt (src/limits).
 * @throws MfaNotEnabled, InvalidMfaCode
 */
export async function verifySecondFactor(user: User, { code, recoveryCode }: SecondFactor): Promise<void> {
  if (!user.totpSecret || !user.hasSecondFactor) throw new MfaNotEnabled();
  const right =
    code === undefined
      ? await RecoveryCode.consume(user.id, hashRecoveryCode(user.id, recoveryCode ?? ""))
      : await useCode(user.id, user.totpSecret, code);
  if (!right) throw new InvalidMfaCode({ audit: secondFactorFailure(user) });
}

async function useCode(userId: string, sealed: Buffer, code: string): Promise<boolean> {
  const step = totpStep(unseal(sealed, config.totpSecret), code);
  return step !== null && useTotpStep(userId, sealed, step);
}
