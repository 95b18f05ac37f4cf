import { config } from "../../../config.js";
import type { RequestSource } from "../../../lib/caller.js";
import { secondsFromNow } from "../../../lib/clock.js";
import { Session } from "../../../models/identity/Session.js";
import type { User } from "../../../models/identity/User.js";
import { issueTokens, type Tokens } from "./issueTokens.js";

/** `mfaAt`: when the second factor was verified; null without one. */
type Device = Pick<RequestSource, "ip" | "userAgent"> & { mfaAt?: Date | null };

/** Starts a session on a device, with its first refresh token and an access token. */
export async function startSession(user: User, { ip, userAgent, mfaAt = null }: Device): Promise<Tokens> {
  const expiresAt = secondsFromNow(config.refreshTokenSeconds);
  const session = await Session.create({ userId: user.id, ip, userAgent, mfaAt, expiresAt });
  return issueTokens(user, session);
}
