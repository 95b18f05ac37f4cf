import { ApiKeyEnded } from "../../../errors/identity.js";
import { secondsFromNow } from "../../../lib/clock.js";
import { assertFresh, type Conditions } from "../../system/preconditions.js";
import { ApiKey } from "../../../models/identity/ApiKey.js";
import { createApiKey } from "./createApiKey.js";

type Rotation = { overlapHours: number; createdBy: string | null };

/**
 * Replaces an API key. The old key stays valid for an overlap, so that the new one can be deployed. The new key
 * expires when the old one would have expired.
 * @returns the new key and its secret; `before` and `after` are states of the old key
 * @throws NotFound, StaleVersion, ApiKeyEnded
 */
export async function rotateApiKey(
  id: string,
  { overlapHours, createdBy }: Rotation,
  { ifMatch, authorize }: Conditions<ApiKey>,
) {
  const replaced = await ApiKey.lockById(id);
  authorize(replaced);
  assertFresh(ifMatch, replaced.etag);
  if (!replaced.isActive) throw new ApiKeyEnded();
  const { name, permissions, expiresAt } = replaced;
  const made = await createApiKey({ name, permissions, expiresAt, rotatedFrom: id, createdBy });
  const overlapEnds = secondsFromNow(overlapHours * 3600);
  await replaced.update({ expiresAt: expiresAt && expiresAt < overlapEnds ? expiresAt : overlapEnds });
  const after = { expiresAt: replaced.expiresAt, replacedBy: made.key.id };
  return { ...made, before: { expiresAt }, after };
}
