import { MfaNotEnabled } from "../../../errors/identity.js";
import { publish } from "../../../events/publish.js";
import { clock } from "../../../lib/clock.js";
import { RecoveryCode } from "../../../models/identity/RecoveryCode.js";
import { deactivateTotp } from "../../../models/identity/secondFactor.js";

/**
 * Removes a second factor without verifying it, on behalf of an operator, because the user has lost it.
 * @throws MfaNotEnabled
 */
export async function dropSecondFactor(userId: string): Promise<void> {
  if (!(await deactivateTotp(userId))) throw new MfaNotEnabled();
  await RecoveryCode.destroy({ where: { userId } });
  await publish("user.mfa_disabled", { userId, changedAt: clock.now().toISOString() });
}
