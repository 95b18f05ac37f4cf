import { MfaRequired } from "../../errors.js";
import type { Call } from "../../lib/action.js";
import { CHALLENGE_SECONDS, signMfaChallenge } from "../../lib/mfaChallenges.js";
import type { User } from "../../models/identity/User.js";
import { adoptGuestCart } from "../cart/adoptGuestCart.js";
import { startSession } from "./startSession.js";

type LoggingIn = Pick<Call, "shopper" | "request">;
type Means = {
  transport?: "bearer" | "cookie";
  /** When a second factor was passed, where it was. */
  mfaAt?: Date | null;
};

/**
 * What every login ends with, whatever its first factor was (password, OpenID Connect): the guest's cart becomes the
 * user's, and a session begins. A user with an active second factor is asked for it first.
 * @returns the session's tokens
 * @throws MfaRequired with a challenge for POST /auth/login/mfa
 */
export async function completeLogin(
  user: User,
  { shopper, request }: LoggingIn,
  { transport = "bearer", mfaAt = null }: Means = {},
) {
  if (user.totpConfirmedAt && !mfaAt) throw secondFactorNeeded(user, transport);
  await adoptGuestCart(user.id, shopper.cartToken);
  return startSession(user, { ip: request.ip, userAgent: request.userAgent, mfaAt });
}

function secondFactorNeeded(user: User, transport: "bearer" | "cookie"): Error {
  return new MfaRequired({
    challenge: signMfaChallenge({ userId: user.id, tokenVersion: user.tokenVersion, transport }),
    methods: ["totp", "recovery_code"],
    expiresIn: CHALLENGE_SECONDS,
  });
}
