import { transaction } from "../../../database/transaction.js";
import { clock } from "../../../lib/clock.js";
import { type LoadedUser, User } from "../../../models/identity/User.js";
import { type AuditActor, recordAudit } from "../../system/recordAudit.js";
import { checkCode } from "./checkCode.js";
import { useCode } from "./useCode.js";

/** Verifies an e-mail address with a mailed code. @throws InvalidCode */
export async function verifyEmail(
  claim: { email: string; code: string },
  actor: AuditActor,
): Promise<LoadedUser> {
  const right = await checkCode({ ...claim, purpose: "verify_email" });
  return transaction(async () => {
    const user = await useCode(right);
    await user.update({ emailVerifiedAt: clock.now() });
    await recordAudit(actor, { action: "user.email_verified", target: { type: "user", id: user.id } });
    return User.loadForView(user.id);
  });
}
