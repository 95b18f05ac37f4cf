import { ApiKeyEnded } from "../../../errors/identity.js";
import { assertFresh, type Conditions } from "../../system/preconditions.js";
import { ApiKey } from "../../../models/identity/ApiKey.js";

type Changes = Partial<Pick<ApiKey, "name" | "permissions">>;

/**
 * Changes the name or the permissions of an API key.
 * @throws NotFound, StaleVersion, ApiKeyEnded
 */
export async function changeApiKey(
  id: string,
  changes: Changes,
  { ifMatch, authorize }: Conditions<ApiKey>,
): Promise<{ key: ApiKey; before: object }> {
  const key = await ApiKey.lockById(id);
  authorize(key);
  assertFresh(ifMatch, key.etag);
  if (!key.isActive) throw new ApiKeyEnded();
  const before = { ...key.get({ plain: true }) };
  await key.update(changes);
  return { key: await key.reload(), before };
}
