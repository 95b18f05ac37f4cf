import { AccountExistsUnverified, InvalidCredentials, ProviderEmailUnverified } from "../../errors.js";
import { publish } from "../../events/publish.js";
import { clock } from "../../lib/clock.js";
import { normalizeIdentity } from "../../lib/identity.js";
import { type LoadedUser, User } from "../../models/identity/User.js";
import { UserIdentity } from "../../models/identity/UserIdentity.js";

/** Somebody as a provider knows them (passport/oidc.ts has checked it). */
export type Somebody = {
  provider: string;
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  firstName: string | null;
  lastName: string | null;
};

/**
 * Whom an identity logs in. One that is linked: its user, whatever its address is today. Else an address decides, and only
 * when both sides have proved it: who registers somebody else's address beforehand must not get their sign-on, and who
 * claims somebody else's address at a careless provider must not get their account.
 * @param passwordHash of random bytes, for an account that is opened here
 * @throws AccountExistsUnverified, ProviderEmailUnverified
 */
export async function findOrOpenAccount(somebody: Somebody, passwordHash: string): Promise<LoadedUser> {
  const { issuer, subject } = somebody;
  const linked = await UserIdentity.findOne({ where: { issuer, subject } });
  if (linked) return livingUser(linked.userId);
  if (somebody.email === null || !somebody.emailVerified) throw new ProviderEmailUnverified();
  const email = normalizeIdentity(somebody.email);
  const known = await User.findByLogin(email);
  if (known && known.emailVerifiedAt === null) throw new AccountExistsUnverified();
  const userId = known?.id ?? (await openAccount(somebody, email, passwordHash));
  await linkIdentity(userId, somebody);
  return livingUser(userId);
}

/** @throws IdentityTaken (from the constraints) */
export async function linkIdentity(userId: string, somebody: Somebody): Promise<void> {
  const { provider, issuer, subject, email } = somebody;
  const linked = await UserIdentity.findOne({ where: { issuer, subject, userId } });
  if (!linked) await UserIdentity.create({ userId, provider, issuer, subject, email });
}

async function livingUser(id: string): Promise<LoadedUser> {
  const user = await User.loadForView(id);
  if (user.anonymizedAt) throw new InvalidCredentials();
  return user;
}

async function openAccount(
  { firstName, lastName }: Somebody,
  email: string,
  passwordHash: string,
): Promise<string> {
  const now = clock.now();
  const user = await User.create({
    email,
    firstName,
    lastName,
    passwordHash,
    passwordlessAt: now,
    emailVerifiedAt: now,
    role: "customer",
  });
  await publish("user.registered", { userId: user.id });
  return user.id;
}
