import { positional } from "../../database/statement.js";
import { publish } from "../../events/publish.js";
import { clock } from "../../lib/clock.js";
import { NOBODYS_DOMAIN } from "../../lib/identity.js";
import { NO_PASSWORD } from "../identity/passwords/passwords.js";
import type { User } from "../../models/identity/User.js";
import { assertNotLastAdmin } from "../identity/access/assignRole.js";

/** What names the person and is not needed by the shop. Sessions go with their refresh tokens. */
const forget = [
  positional("DELETE FROM addresses WHERE user_id = $1"),
  positional("DELETE FROM user_identities WHERE user_id = $1"),
  positional("DELETE FROM email_changes WHERE user_id = $1"),
  positional("DELETE FROM one_time_codes WHERE user_id = $1"),
  positional("DELETE FROM recovery_codes WHERE user_id = $1"),
  positional("DELETE FROM sessions WHERE user_id = $1"),
  positional("DELETE FROM mails WHERE user_id = $1"),
  positional("DELETE FROM idempotency_keys WHERE scope = 'user:' || $1::text"),
  positional(
    "DELETE FROM carts c WHERE user_id = $1 AND NOT EXISTS (SELECT FROM orders o WHERE o.cart_id = c.id)",
  ),
  positional("UPDATE carts SET shipping_address = NULL WHERE user_id = $1 AND shipping_address IS NOT NULL"),
];

/**
 * Closes an account: what names the person is gone, and nobody can log in to it. The row stays for the orders, which
 * keep their copied address and lines, because bookkeeping must (docs/decisions.md).
 * @param user locked
 * @throws LastAdmin
 */
export async function closeAccount(user: User): Promise<void> {
  const { id: userId } = user;
  await assertNotLastAdmin(user);
  for (const remove of forget) await remove([userId]);
  await user.update({
    email: `deleted-${userId}${NOBODYS_DOMAIN}`,
    passwordHash: NO_PASSWORD,
    username: null,
    firstName: null,
    lastName: null,
    phone: null,
    role: "customer",
    emailVerifiedAt: null,
    totpSecret: null,
    totpConfirmedAt: null,
    totpLastStep: null,
    tokenVersion: user.tokenVersion + 1,
    anonymizedAt: clock.now(),
  });
  await publish("user.deleted", { userId });
}
