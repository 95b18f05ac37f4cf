import { ReauthenticationRequired } from "../../../errors/identity.js";
import type { SignedInUser } from "../../../lib/caller.js";
import { clock } from "../../../lib/clock.js";
import { reauthenticate } from "./reauthenticate.js";

/** A login younger than this is sufficient proof. */
const RECENT_MS = 15 * 60_000;

/**
 * Requires a login within the last 15 minutes, else the password. Call it before changes of login methods and before
 * changes that cannot be undone. A user without a password must log in again. Call it outside a transaction.
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
