import {
  AccountExistsUnverified,
  InvalidCredentials,
  ProviderEmailUnverified,
  StaffNotLinked,
} from "../../../errors/identity.js";
import { clock } from "../../../lib/clock.js";
import type { ExternalIdentity } from "./externalIdentity.js";
import { normalizeIdentity } from "../../../lib/identity.js";
import { isEmail } from "../../../lib/schemas.js";
import type { RequestSource } from "../../../lib/caller.js";
import { type LoadedUser, User } from "../../../models/identity/User.js";
import { UserIdentity } from "../../../models/identity/UserIdentity.js";
import { linkIdentity } from "./linkIdentity.js";
import { loginRefused } from "./loginRefused.js";
import { registerUser } from "./registerUser.js";

/**
 * Returns the user of an identity, or opens an account. A linked identity belongs to its user, even if its address has
 * changed. Otherwise the address identifies the account, but only if both the provider and the shop have verified it.
 * An attacker who registers a victim's address here in advance must not receive the victim's sign-on; an attacker who
 * claims it at a careless provider must not receive the victim's account.
 * @param passwordHash the hash of random bytes, for a new account
 * @throws AccountExistsUnverified, ProviderEmailUnverified, StaffNotLinked
 */
export async function findOrOpenAccount(
  somebody: ExternalIdentity,
  passwordHash: string,
  request: RequestSource,
): Promise<LoadedUser> {
  const { issuer, subject } = somebody;
  const linked = await UserIdentity.findOne({ where: { issuer, subject } });
  if (linked) return openUser(linked.userId);
  const email = vouchedEmail(somebody);
  if (email === null)
    throw new ProviderEmailUnverified({ audit: loginRefused(null, "provider_email_unverified") });
  const known = await User.findByLogin(email);
  if (known && known.emailVerifiedAt === null)
    throw new AccountExistsUnverified({ audit: loginRefused(known.id, "account_exists_unverified") });
  // An address set at a provider must not give access to a staff account.
  if (known && known.isStaff) throw new StaffNotLinked({ audit: loginRefused(known.id, "staff_not_linked") });
  const userId = known?.id ?? (await registerProved(somebody, email, passwordHash, request));
  await linkIdentity(userId, somebody, request);
  return openUser(userId);
}

/**
 * The address that a provider has verified. An address that normalisation changes is refused, because the provider has
 * verified a different mailbox.
 */
function vouchedEmail({ email, emailVerified }: ExternalIdentity): string | null {
  const plain = email?.trim().toLowerCase() ?? "";
  const sound = isEmail(plain) && normalizeIdentity(plain) === plain;
  return emailVerified && sound ? plain : null;
}

async function openUser(id: string): Promise<LoadedUser> {
  const user = await User.loadForView(id);
  if (user.isClosed) throw new InvalidCredentials();
  return user;
}

/** The provider has verified the address, and the account has no password. */
async function registerProved(
  { firstName, lastName }: ExternalIdentity,
  email: string,
  passwordHash: string,
  request: RequestSource,
): Promise<string> {
  const now = clock.now();
  const proved = { passwordlessAt: now, emailVerifiedAt: now };
  const { id } = await registerUser({ email, firstName, lastName, passwordHash, ...proved }, request);
  return id;
}
