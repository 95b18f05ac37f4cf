import { publish } from "../../events/publish.js";
import { assertFresh } from "../system/preconditions.js";
import { eraseCartsOf } from "../../models/cart/eraseCartsOf.js";
import { eraseReviewsOf } from "../../models/catalog/reviews/eraseReviewsOf.js";
import { eraseAccount } from "../../models/identity/eraseAccount.js";
import { Mail } from "../../models/messaging/Mail.js";
import { IdempotencyKey } from "../../models/system/IdempotencyKey.js";
import { assertNotLastAdmin } from "../identity/access/assertNotLastAdmin.js";
import { lockSelf, type Me } from "../identity/sessions/lockSelf.js";

/**
 * Closes the user's own account: deletes personal data and disables the login. The row stays for the orders. They keep
 * their copied address and lines, which bookkeeping requires (docs/decisions.md). A test compares this with the
 * foreign keys and e-mail columns of the database (test/house/personalData.test.ts).
 * @throws InvalidToken, StaleVersion, LastAdmin
 */
export async function closeAccount(me: Me, ifMatch: string | null): Promise<void> {
  const user = await lockSelf(me);
  assertFresh(ifMatch, user.etag);
  await assertNotLastAdmin(user);
  await eraseAccount(user.id);
  await Mail.destroy({ where: { userId: user.id } });
  // Sealed responses to the user's requests may name them.
  await IdempotencyKey.destroy({ where: { scope: `user:${user.id}` } });
  await eraseCartsOf(user.id);
  await eraseReviewsOf(user.id);
  await user.softDelete();
  await publish("user.deleted", { userId: user.id });
}
