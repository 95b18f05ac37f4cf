import { EmailChange } from "./EmailChange.js";
import { OneTimeCode } from "./OneTimeCode.js";
import { RecoveryCode } from "./RecoveryCode.js";
import { Session } from "./Session.js";
import { UserAddress } from "./UserAddress.js";
import { UserIdentity } from "./UserIdentity.js";

/** Deletes everything that the identity domain stores of a user beside their row. Refresh tokens go with the sessions. */
export async function eraseAccount(userId: string): Promise<void> {
  const where = { userId };
  await UserAddress.destroy({ where });
  await UserIdentity.destroy({ where });
  await EmailChange.destroy({ where });
  await OneTimeCode.destroy({ where });
  await RecoveryCode.destroy({ where });
  await Session.destroy({ where });
}
