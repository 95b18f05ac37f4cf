import { transaction } from "../../../database/transaction.js";
import { clock } from "../../../lib/clock.js";
import { assertGoodPassword } from "./passwordRules.js";
import { hashPassword } from "./passwords.js";
import type { User } from "../../../models/identity/User.js";
import { UserIdentity } from "../../../models/identity/UserIdentity.js";
import { type AuditActor, recordAudit } from "../../system/recordAudit.js";
import { endAllSessions } from "../sessions/endAllSessions.js";
import { checkCode } from "../codes/checkCode.js";
import { useCode } from "../codes/useCode.js";
import { setPassword } from "./setPassword.js";

type Reset = { email: string; code: string; password: string };

/**
 * Sets a new password by a mailed code and ends every session. That the code arrived proves the address as well.
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
    const unlinked = await unlinkUnproved(user);
    if (!user.emailVerifiedAt) await user.update({ emailVerifiedAt: clock.now() });
    await setPassword(user, passwordHash);
    await endAllSessions(user.id);
    const target = { type: "user", id: user.id };
    const after = unlinked > 0 ? { identitiesUnlinked: unlinked } : undefined;
    await recordAudit(actor, { action: "user.password_reset", target, ...(after && { after }) });
  });
}

/**
 * Takes off what was linked before this address was proved. Whoever did that may not be whose address it is, and their
 * single sign-on would let them in again, whatever the password ("account pre-hijacking", Sudhodanan and Paverd, 2022).
 * A second factor stays: it lets nobody in, and a reset must not be a way around it.
 * @returns how many
 */
async function unlinkUnproved({ id: userId, email, emailVerifiedAt }: User): Promise<number> {
  const unproved = (await UserIdentity.findAllOf(userId)).filter(
    (identity) => !emailVerifiedAt || (identity.createdAt < emailVerifiedAt && identity.email !== email),
  );
  for (const { id } of unproved) await UserIdentity.destroy({ where: { id } });
  return unproved.length;
}
