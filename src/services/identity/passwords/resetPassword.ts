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
 * Sets a new password with a mailed code and ends every session. The code also verifies the address. The password is
 * hashed only after the code was verified, so that guessing codes causes no load.
 * @throws InvalidCode, ValidationFailed if the password is too common or too personal
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
 * Unlinks identities that were linked before this address was verified. The person who linked them may not own the
 * address, and could still log in by single sign-on ("account pre-hijacking", Sudhodanan and Paverd, 2022). A second
 * factor stays: it does not allow a login by itself, and a reset must not remove it.
 * @returns the number of unlinked identities
 */
async function unlinkUnproved({ id: userId, email, emailVerifiedAt }: User): Promise<number> {
  const unproved = (await UserIdentity.findAllOf(userId)).filter(
    (identity) => !emailVerifiedAt || (identity.createdAt < emailVerifiedAt && identity.email !== email),
  );
  for (const { id } of unproved) await UserIdentity.destroy({ where: { id } });
  return unproved.length;
}
