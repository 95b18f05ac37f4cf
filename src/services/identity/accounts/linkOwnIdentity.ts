import { NotAuthenticated } from "../../../errors/identity.js";
import type { RequestSource } from "../../../lib/caller.js";
import { User } from "../../../models/identity/User.js";
import type { Me } from "../sessions/lockSelf.js";
import type { ExternalIdentity } from "./externalIdentity.js";
import { linkIdentity } from "./linkIdentity.js";

/**
 * Links an identity to the account whose session began the flow. The session must still be live: a user who has logged
 * out since then no longer wants the link. The lock serialises it with requests that end all sessions or reset the
 * password.
 * @throws NotAuthenticated, IdentityTaken
 */
export async function linkOwnIdentity(
  { id, sessionId }: Me,
  identity: ExternalIdentity,
  request: RequestSource,
): Promise<void> {
  if (!(await User.lockLoggedIn(id, sessionId))) throw new NotAuthenticated();
  await linkIdentity(id, identity, request);
}
