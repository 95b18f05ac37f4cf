import { publish } from "../../../events/publish.js";
import { clock } from "../../../lib/clock.js";
import { EmailChange } from "../../../models/identity/EmailChange.js";
import type { User } from "../../../models/identity/User.js";
import { replaceCodes } from "../codes/issueCode.js";

type Profile = Partial<Pick<User, "email" | "username" | "firstName" | "lastName" | "phone">>;

/**
 * Changes what a user says about themselves. A new address is unproved until its code comes back; codes that went to
 * the old one are dead.
 * @param user locked
 * @throws EmailTaken, UsernameTaken (from the constraints)
 */
export async function changeProfile(user: User, changes: Profile): Promise<void> {
  const previousEmail = user.email;
  const moves = changes.email !== undefined && changes.email !== previousEmail;
  await user.update(moves ? { ...changes, emailVerifiedAt: null } : changes);
  if (!moves) return;
  await replaceCodes(user.id, "verify_email");
  await replaceCodes(user.id, "reset_password");
  const changedAt = clock.now().toISOString();
  const { id: changeId } = await EmailChange.create({ userId: user.id, previousEmail });
  await publish("user.email_changed", { userId: user.id, changeId, changedAt });
}
