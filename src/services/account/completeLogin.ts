import { InvalidCredentials, MfaRequired } from "../../errors/identity.js";
import type { RequestSource } from "../../lib/caller.js";
import { User } from "../../models/identity/User.js";
import { MFA_METHODS, type SessionTransport } from "../../models/identity/vocabulary.js";
import { adoptGuestCart } from "../cart/adoptGuestCart.js";
import { assertVerified } from "../identity/accounts/assertVerified.js";
import { CHALLENGE_SECONDS, signMfaChallenge, stampOf } from "../identity/factors/mfaChallenges.js";
import { endSessionHolding } from "../identity/sessions/endSessionHolding.js";
import { startSession } from "../identity/sessions/startSession.js";
import { actorFor } from "../system/actorFor.js";
import { recordAudit } from "../system/recordAudit.js";

/** The data of a login or a registration besides its credentials. */
export type Visit = {
  request: RequestSource;
  /** Opens the guest's cart; null without one. */
  cartToken: string | null;
  /** The refresh token in the browser's cookie; null without one. */
  refreshToken: string | null;
};

type Means = {
  transport?: SessionTransport;
  /** When the second factor was verified; null without one. */
  mfaAt?: Date | null;
};

/**
 * Completes every login after its first factor (password, OpenID Connect): the guest's cart becomes the user's, and a
 * session starts. Requires the second factor first if the user has an active one.
 * @returns the session's tokens, and the outcome for the guest's cart
 * @throws EmailNotVerified if the shop requires a verified address; InvalidCredentials if the password has just changed
 * @throws MfaRequired with a challenge for POST /auth/login/mfa
 */
export async function completeLogin(
  user: User,
  { request, cartToken, refreshToken }: Visit,
  { transport = "bearer", mfaAt = null }: Means = {},
) {
  const now = await assertUnchanged(user);
  assertVerified(now);
  if (now.hasSecondFactor && !mfaAt) throw secondFactorNeeded(now, transport);
  // A browser keeps one session: the new cookies replace those of the earlier one.
  if (transport === "cookie" && refreshToken !== null) await endSessionHolding(refreshToken);
  const guestCart = await adoptGuestCart(user.id, cartToken);
  await recordAudit(actorFor(user.id, request), {
    action: "user.logged_in",
    target: { type: "user", id: user.id },
  });
  const tokens = await startSession(user, { ip: request.ip, userAgent: request.userAgent, mfaAt });
  return { ...tokens, guestCart };
}

/**
 * Checks that the credentials, which were verified before this transaction, are still valid. If the password was
 * changed or reset since then, with all sessions ended, no new session may start. The lock waits for a change in
 * progress.
 * @returns the user as they are now: a second factor may have been added
 */
async function assertUnchanged({ id, tokenVersion, passwordHash }: User): Promise<User> {
  const now = await User.lockShared(id);
  if (now?.tokenVersion !== tokenVersion || now.passwordHash !== passwordHash) throw new InvalidCredentials();
  return now;
}

function secondFactorNeeded(user: User, transport: SessionTransport): Error {
  return new MfaRequired({
    challenge: signMfaChallenge({ userId: user.id, stamp: stampOf(user), transport }),
    methods: [...MFA_METHODS],
    expiresIn: CHALLENGE_SECONDS,
    // An owner who finds this entry without having logged in knows that their password was stolen.
    audit: { action: "auth.second_factor_asked", target: { type: "user", id: user.id } },
  });
}
