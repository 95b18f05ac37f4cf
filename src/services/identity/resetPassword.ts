import { transaction } from "../../database/transaction.js";
import { publish } from "../../events/publish.js";
import { clock } from "../../lib/clock.js";
import { assertGoodPassword } from "../../lib/passwordRules.js";
import { hashPassword } from "../../lib/passwords.js";
import { UserIdentity } from "../../models/identity/UserIdentity.js";
import { type AuditActor, recordAudit } from "../system/recordAudit.js";
import { endAllSessions } from "./endSessions.js";
import { checkCode, useCode } from "./redeemCode.js";

type Reset = { email: string; code: string; password: string };

/**
 * Sets a new password by a mailed code and ends every session. That the code arrived proves the address as well. Where
 * nobody had proved it before, whoever opened the account may not be whose address it is: single sign-ons that they have
 * linked would let them in again, and are taken off ("account pre-hijacking", Sudhodanan and Paverd, 2022).
 * Nothing is hashed before the code is known to be right: guessing codes must not be a way to keep the shop busy.
 * @throws InvalidCode, ValidationFailed when the password is too common or too personal
 */
export async function resetPassword({ email, code, password }: Reset, actor: AuditActor): Promise<void> {
  await assertGoodPassword(password, { email });
  const right = await checkCode({ purpose: "reset_password", email, code });
  await assertGoodPassword(password, right.user);
  const passwordHash = await hashPassword(password);
  await transaction(async () => {
    const user = await useCode(right);
    const unlinked = user.emailVerifiedAt ? 0 : await UserIdentity.destroy({ where: { userId: user.id } });
    await user.update({ passwordHash, emailVerifiedAt: user.emailVerifiedAt ?? clock.now() });
    await endAllSessions(user.id);
    await publish("user.password_changed", { userId: user.id, changedAt: clock.now().toISOString() });
    const target = { type: "user", id: user.id };
    const after = unlinked > 0 ? { identitiesUnlinked: unlinked } : undefined;
    await recordAudit(actor, { action: "user.password_reset", target, ...(after && { after }) });
  });
}
