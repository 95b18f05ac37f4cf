import { transaction } from "../../database/transaction.js";
import { InvalidMfaChallenge } from "../../errors/identity.js";
import { clock } from "../../lib/clock.js";
import { consume, refund, trustDevice } from "../../limits/limits.js";
import { User } from "../../models/identity/User.js";
import type { MfaMethod } from "../../models/identity/vocabulary.js";
import { readMfaChallenge, stampOf } from "../identity/factors/mfaChallenges.js";
import { type SecondFactor, verifySecondFactor } from "../identity/factors/verifySecondFactor.js";
import { actorFor } from "../system/actorFor.js";
import { recordAudit } from "../system/recordAudit.js";
import { completeLogin, type Visit } from "./completeLogin.js";

/**
 * Verifies the second factor of a login and starts the session. The attempt is counted and committed first. The code is
 * used up in the transaction that starts the session, so that a failure loses no code and no code opens two sessions.
 * @throws InvalidMfaChallenge, InvalidMfaCode, RateLimited
 */
export async function finishLogin(
  { challenge, ...factor }: SecondFactor & { challenge: string },
  visit: Visit,
) {
  const claims = readMfaChallenge(challenge);
  if (!claims) throw new InvalidMfaChallenge();
  const attempt = { ip: visit.request.ip, identity: claims.userId };
  await consume("mfa", attempt);
  const outcome = await transaction(async () => {
    const user = await User.loadForView(claims.userId).catch(() => null);
    // A log-out of all devices and a new password invalidate challenges too.
    if (!user?.hasSecondFactor || stampOf(user) !== claims.stamp) throw new InvalidMfaChallenge();
    await verifySecondFactor(user, factor);
    const tokens = await completeLogin(user, visit, { transport: claims.transport, mfaAt: clock.now() });
    const method: MfaMethod = factor.code === undefined ? "recovery_code" : "totp";
    await recordAudit(actorFor(user.id, visit.request), {
      action: "auth.second_factor_passed",
      target: { type: "user", id: user.id },
      after: { method },
    });
    return { user, tokens };
  });
  await refund("mfa", attempt);
  await trustDevice(attempt);
  return { ...outcome, transport: claims.transport };
}
