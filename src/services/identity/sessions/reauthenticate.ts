import { InvalidCredentials, ReauthenticationRequired } from "../../../errors/identity.js";
import { type Call, signedIn } from "../../../http/action.js";
import { clock } from "../../../lib/clock.js";
import { refund, consume } from "../../../limits/limits.js";
import { verifyPassword } from "../passwords/passwords.js";
import { type LoadedUser, User } from "../../../models/identity/User.js";

/**
 * Asks a logged-in user for their password again, before what a stolen session must not do. Call it outside a
 * transaction: it hashes, and its count must stay.
 * @throws InvalidCredentials, RateLimited
 */
export async function reauthenticate(
  call: Pick<Call, "caller" | "request">,
  password: string,
): Promise<LoadedUser> {
  const { id } = signedIn(call);
  const subject = { ip: call.request.ip, account: id };
  await consume("password", subject);
  const user = await User.loadForView(id);
  if (!(await verifyPassword(password, user.passwordHash)))
    throw new InvalidCredentials({
      detail: "The password is wrong.",
      audit: { action: "auth.password_failed", target: { type: "user", id } },
    });
  await refund("password", subject);
  return user;
}

/** For so long after a login nobody is asked again who they are. */
const RECENT_MS = 15 * 60_000;

/**
 * Before what changes who can log in, or cannot be undone: a login of the last quarter of an hour is proof enough, else
 * the password is. An account without one logs in again. Call it outside a transaction.
 * @throws ReauthenticationRequired, InvalidCredentials, RateLimited
 */
export async function proveOwner(
  call: Pick<Call, "caller" | "request">,
  password: string | undefined,
): Promise<void> {
  const { loggedInAt } = signedIn(call);
  if (password !== undefined) await reauthenticate(call, password);
  else if (clock.now().getTime() - loggedInAt.getTime() > RECENT_MS) throw new ReauthenticationRequired();
}
