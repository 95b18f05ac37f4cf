import { ApiKeyEnded } from "../../../errors/identity.js";
import { secondsFromNow } from "../../../lib/clock.js";
import type { ApiKey } from "../../../models/identity/ApiKey.js";
import { createApiKey } from "./createApiKey.js";

type Rotation = { overlapHours: number; createdBy: string | null };

/**
 * A new key in the place of one that goes out of use after an overlap, in which a server can be given the new one. The
 * new one ends when the old one would have: a key that was lent for a time does not become one for ever.
 * @param key locked
 * @throws ApiKeyEnded
 */
export async function rotateApiKey(key: ApiKey, { overlapHours, createdBy }: Rotation) {
  if (!key.isLive()) throw new ApiKeyEnded();
  const { id, name, permissions, expiresAt } = key;
  const replacement = await createApiKey({ name, permissions, expiresAt, rotatedFrom: id, createdBy });
  const overlapEnds = secondsFromNow(overlapHours * 3600);
  await key.update({ expiresAt: expiresAt && expiresAt < overlapEnds ? expiresAt : overlapEnds });
  return replacement;
}
