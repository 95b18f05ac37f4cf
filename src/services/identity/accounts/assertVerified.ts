import { EmailNotVerified } from "../../../errors/identity.js";
import type { User } from "../../../models/identity/User.js";
import { loginRefused } from "./loginRefused.js";

/**
 * Call it only after the password was verified: earlier, it would reveal whether an account exists.
 * @throws EmailNotVerified if the shop requires a verified address (EMAIL_VERIFICATION)
 */
export function assertVerified(user: User): void {
  if (!user.mayLogIn) throw new EmailNotVerified({ audit: loginRefused(user.id, "email_not_verified") });
}
