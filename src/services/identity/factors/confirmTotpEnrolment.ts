import { config } from "../../../config.js";
import { InvalidMfaCode, MfaAlreadyEnabled, MfaNotEnabled } from "../../../errors/identity.js";
import { publish } from "../../../events/publish.js";
import { clock } from "../../../lib/clock.js";
import { unseal } from "../../../lib/seal.js";
import { activateTotp } from "../../../models/identity/secondFactor.js";
import { Session } from "../../../models/identity/Session.js";
import type { User } from "../../../models/identity/User.js";
import { replaceRecoveryCodes } from "./replaceRecoveryCodes.js";
import { secondFactorFailure } from "./secondFactorFailure.js";
import { totpStep } from "./totp.js";

/**
 * Confirms enrolment with a code of the new secret. This session then counts as verified by the second factor; the
 * user's other sessions do not.
 * @returns ten recovery codes, shown once
 * @throws MfaAlreadyEnabled, MfaNotEnabled, InvalidMfaCode
 */
export async function confirmTotpEnrolment(user: User, sessionId: string, code: string): Promise<string[]> {
  if (user.hasSecondFactor) throw new MfaAlreadyEnabled();
  if (!user.totpSecret) throw new MfaNotEnabled();
  const step = totpStep(unseal(user.totpSecret, config.totpSecret), code);
  if (step === null) throw new InvalidMfaCode({ audit: secondFactorFailure(user) });
  if (!(await activateTotp(user.id, user.totpSecret, step))) throw new MfaAlreadyEnabled();
  await Session.markSecondFactor(sessionId);
  await publish("user.mfa_enabled", { userId: user.id, changedAt: clock.now().toISOString() });
  return replaceRecoveryCodes(user.id);
}
