import { z } from "zod";
import {
  AccountExistsUnverified,
  InvalidCredentials,
  ProviderEmailUnverified,
  StaffNotLinked,
} from "../../../errors/identity.js";
import { publish } from "../../../events/publish.js";
import { clock } from "../../../lib/clock.js";
import type { ExternalIdentity } from "./externalIdentity.js";
import { normalizeIdentity } from "../../../lib/identity.js";
import type { RequestSource } from "../../../lib/caller.js";
import { type LoadedUser, User } from "../../../models/identity/User.js";
import { UserIdentity } from "../../../models/identity/UserIdentity.js";
import { actorFor } from "../../system/actorFor.js";
import { recordAudit } from "../../system/recordAudit.js";
import { loginRefused } from "./loginFailure.js";
import { registerUser } from "./registerUser.js";

/**
 * Whom an identity logs in. One that is linked: its user, whatever its address is today. Else an address decides, and only
 * when both sides have proved it: who registers somebody else's address beforehand must not get their sign-on, and who
 * claims somebody else's address at a careless provider must not get their account.
 * @param passwordHash of random bytes, for an account that is opened here
 * @throws AccountExistsUnverified, ProviderEmailUnverified, StaffNotLinked
 */
export async function findOrOpenAccount(
  somebody: ExternalIdentity,
  passwordHash: string,
  request: RequestSource,
): Promise<LoadedUser> {
  const { issuer, subject } = somebody;
  const linked = await UserIdentity.findOne({ where: { issuer, subject } });
  if (linked) return livingUser(linked.userId);
  const email = vouchedEmail(somebody);
  if (email === null)
    throw new ProviderEmailUnverified({ audit: loginRefused(null, "provider_email_unverified") });
  const known = await User.findByLogin(email);
  if (known && known.emailVerifiedAt === null)
    throw new AccountExistsUnverified({ audit: loginRefused(known.id, "account_exists_unverified") });
  // Whoever can set an address at some provider must not get the administrator's account by it.
  if (known && known.role !== "customer")
    throw new StaffNotLinked({ audit: loginRefused(known.id, "staff_not_linked") });
  const userId = known?.id ?? (await registerProved(somebody, email, passwordHash, request));
  await linkIdentity(userId, somebody, request);
  return livingUser(userId);
}

/**
 * The address that a provider vouches for. What is an address of ours only after its characters were folded is another's
 * mailbox: the provider vouched for that one.
 */
function vouchedEmail({ email, emailVerified }: ExternalIdentity): string | null {
  const plain = email?.trim().toLowerCase() ?? "";
  const sound = z.email().max(254).safeParse(plain).success && normalizeIdentity(plain) === plain;
  return emailVerified && sound ? plain : null;
}

/**
 * Links an identity to an account, whose owner is told by mail.
 * @throws IdentityTaken (from the constraints)
 */
export async function linkIdentity(
  userId: string,
  somebody: ExternalIdentity,
  request: RequestSource,
): Promise<void> {
  const { provider, issuer, subject, email } = somebody;
  const linked = await UserIdentity.findOne({ where: { issuer, subject, userId } });
  if (linked) return;
  await UserIdentity.create({ userId, provider, issuer, subject, email });
  await publish("user.identity_linked", { userId, provider, changedAt: clock.now().toISOString() });
  await recordAudit(actorFor(userId, request), {
    action: "user.identity_linked",
    target: { type: "user", id: userId },
    after: { provider, issuer },
  });
}

async function livingUser(id: string): Promise<LoadedUser> {
  const user = await User.loadForView(id);
  if (user.anonymizedAt) throw new InvalidCredentials();
  return user;
}

/** The provider has proved the address, and nobody knows the password. */
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
