import { EmailChange } from "./EmailChange.js";
import { OneTimeCode } from "./OneTimeCode.js";
import { RecoveryCode } from "./RecoveryCode.js";
import { Session } from "./Session.js";
import { UserAddress } from "./UserAddress.js";
import { UserIdentity } from "./UserIdentity.js";

/** Deletes the identity domain's data of a user, except their row. Refresh tokens are deleted with the sessions. */
export async function eraseAccount(userId: string): Promise<void> {
  const where = { userId };
  await UserAddress.destroy({ where });
  await UserIdentity.destroy({ where });
  await EmailChange.destroy({ where });
  await OneTimeCode.destroy({ where });
  await RecoveryCode.destroy({ where });
  await Session.destroy({ where });
}
