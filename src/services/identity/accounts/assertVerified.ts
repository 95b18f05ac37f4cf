import { config } from "../../../config.js";
import { EmailNotVerified } from "../../../errors/identity.js";
import { loginRefused } from "./loginFailure.js";
import type { User } from "../../../models/identity/User.js";

/** Whether this user may have a session before they have proved their address (EMAIL_VERIFICATION). */
export const mayLogIn = ({ emailVerifiedAt }: Pick<User, "emailVerifiedAt">): boolean =>
  emailVerifiedAt !== null || !config.emailVerificationRequired;

/** Call it once the password is known to be right: to others it would tell who has an account. @throws EmailNotVerified */
export function assertVerified(user: Pick<User, "id" | "emailVerifiedAt">): void {
  if (mayLogIn(user)) return;
  throw new EmailNotVerified({ audit: loginRefused(user.id, "email_not_verified") });
}
