import { transaction } from "../../database/transaction.js";
import { InvalidMfaChallenge } from "../../errors/identity.js";
import type { Call } from "../../http/action.js";
import { clock } from "../../lib/clock.js";
import { refund, trustDevice, consume } from "../../limits/limits.js";
import { readMfaChallenge, stampOf } from "../identity/factors/mfaChallenges.js";
import { User } from "../../models/identity/User.js";
import { auditActor } from "../system/auditActor.js";
import { recordAudit } from "../system/recordAudit.js";
import { completeLogin } from "./completeLogin.js";
import { type SecondFactor, verifySecondFactor } from "../identity/factors/verifySecondFactor.js";

/**
 * The second half of a login. The attempt is counted and committed first; then the code is used up and the session
 * begins in one transaction, so that no code is lost to a failure and none opens two sessions.
 * @throws InvalidMfaChallenge, InvalidMfaCode, RateLimited
 */
export async function passSecondFactor(
  { challenge, ...factor }: SecondFactor & { challenge: string },
  call: Pick<Call, "caller" | "request">,
) {
  const claims = readMfaChallenge(challenge);
  if (!claims) throw new InvalidMfaChallenge();
  const attempt = { ip: call.request.ip, identity: claims.userId };
  await consume("mfa", attempt);
  const outcome = await transaction(async () => {
    const user = await User.loadForView(claims.userId).catch(() => null);
    // A logout everywhere or a new password ends challenges too.
    if (!user?.totpConfirmedAt || stampOf(user) !== claims.stamp) throw new InvalidMfaChallenge();
    await verifySecondFactor(user, factor);
    const tokens = await completeLogin(user, call, { transport: claims.transport, mfaAt: clock.now() });
    await recordAudit(
      { ...auditActor(call), type: "user", id: user.id },
      {
        action: "auth.second_factor_passed",
        target: { type: "user", id: user.id },
        after: { method: factor.code === undefined ? "recovery_code" : "totp" },
      },
    );
    return { user, tokens };
  });
  await refund("mfa", attempt);
  await trustDevice(attempt);
  return { ...outcome, transport: claims.transport };
}
