import { Transaction } from "sequelize";
import { InvalidCredentials, MfaRequired } from "../../errors/identity.js";
import type { Call } from "../../http/action.js";
import { refreshCookieIn } from "../../http/sessionCookies.js";
import { CHALLENGE_SECONDS, signMfaChallenge, stampOf } from "../identity/factors/mfaChallenges.js";
import { User } from "../../models/identity/User.js";
import { adoptGuestCart } from "../cart/adoptGuestCart.js";
import { endSessionHolding } from "../identity/sessions/endSessions.js";
import { assertVerified } from "../identity/accounts/assertVerified.js";
import { newcomer } from "../system/auditActor.js";
import { recordAudit } from "../system/recordAudit.js";
import { startSession } from "../identity/sessions/startSession.js";

type LoggingIn = Pick<Call, "caller" | "request">;
type Means = {
  transport?: "bearer" | "cookie";
  /** When a second factor was passed, where it was. */
  mfaAt?: Date | null;
};

/**
 * What every login ends with, whatever its first factor was (password, OpenID Connect): the guest's cart becomes the
 * user's, and a session begins. A user with an active second factor is asked for it first.
 * @returns the session's tokens, and what became of the guest's cart
 * @throws EmailNotVerified where the shop requires that first; InvalidCredentials when the password has just changed
 * @throws MfaRequired with a challenge for POST /auth/login/mfa
 */
export async function completeLogin(
  user: User,
  { caller, request }: LoggingIn,
  { transport = "bearer", mfaAt = null }: Means = {},
) {
  const now = await assertUnchanged(user);
  assertVerified(now);
  if (now.totpConfirmedAt && !mfaAt) throw secondFactorNeeded(now, transport);
  if (transport === "cookie") await endReplacedSession(request);
  const guestCart = await adoptGuestCart(user.id, caller.cartToken);
  await recordAudit(newcomer({ caller, request }, user.id), {
    action: "user.logged_in",
    target: { type: "user", id: user.id },
  });
  const tokens = await startSession(user, { ip: request.ip, userAgent: request.userAgent, mfaAt });
  return { ...tokens, guestCart };
}

/** A browser keeps one session: the cookies of the one before are about to be written over. */
async function endReplacedSession({ headers }: Call["request"]): Promise<void> {
  const secret = refreshCookieIn(headers);
  if (secret !== null) await endSessionHolding(secret);
}

/**
 * What was proved before this transaction still holds: a password that was changed or reset meanwhile, with all
 * sessions ended, must not get one more. The lock makes it wait for a change that is under way.
 * @returns the user as they are now: a second factor may have come since
 */
async function assertUnchanged({ id, tokenVersion, passwordHash }: User): Promise<User> {
  const now = await User.findByPk(id, { lock: Transaction.LOCK.SHARE });
  if (now?.tokenVersion !== tokenVersion || now.passwordHash !== passwordHash) throw new InvalidCredentials();
  return now;
}

function secondFactorNeeded(user: User, transport: "bearer" | "cookie"): Error {
  return new MfaRequired({
    challenge: signMfaChallenge({ userId: user.id, stamp: stampOf(user), transport }),
    methods: ["totp", "recovery_code"],
    expiresIn: CHALLENGE_SECONDS,
    // Who sees this in the log and was not there knows that somebody has their password.
    audit: { action: "auth.second_factor_asked", target: { type: "user", id: user.id } },
  });
}
