import { ReauthenticationRequired } from "../../../errors/identity.js";
import type { SignedInUser } from "../../../lib/caller.js";
import { clock } from "../../../lib/clock.js";
import { reauthenticate } from "./reauthenticate.js";

/** A log-in younger than this is proof enough. */
const RECENT_MS = 15 * 60_000;

/**
 * Required before changes to how an account logs in, and before changes that cannot be undone: a log-in of the last 15
 * minutes, else the password. A user without a password logs in again. Call it outside a transaction.
 * @throws ReauthenticationRequired, InvalidCredentials, RateLimited
 */
export async function proveOwner(
  me: Pick<SignedInUser, "id" | "loggedInAt">,
  ip: string,
  password: string | undefined,
): Promise<void> {
  if (password !== undefined) await reauthenticate(me, ip, password);
  else if (clock.now().getTime() - me.loggedInAt.getTime() > RECENT_MS) throw new ReauthenticationRequired();
}
