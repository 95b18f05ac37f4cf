import { publish } from "../../../events/publish.js";
import type { RequestSource } from "../../../lib/caller.js";
import { clock } from "../../../lib/clock.js";
import { UserIdentity } from "../../../models/identity/UserIdentity.js";
import { actorFor } from "../../system/actorFor.js";
import { recordAudit } from "../../system/recordAudit.js";
import type { ExternalIdentity } from "./externalIdentity.js";

/**
 * Links an identity to an account; idempotent. The owner is notified by mail.
 * @throws IdentityTaken (from the constraint)
 */
export async function linkIdentity(
  userId: string,
  { provider, issuer, subject, email }: ExternalIdentity,
  request: RequestSource,
): Promise<void> {
  const linked = await UserIdentity.findOne({ where: { issuer, subject, userId } });
  if (linked) return;
  await UserIdentity.create({ userId, provider, issuer, subject, email });
  await publish("user.identity_linked", { userId, provider, changedAt: clock.now().toISOString() });
  await recordAudit(actorFor(userId, request), {
    action: "user.identity_linked",
    target: { type: "user", id: userId },
    after: { provider, issuer },
  });
}
