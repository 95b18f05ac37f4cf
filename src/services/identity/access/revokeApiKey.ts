import { assertFresh, type Conditions } from "../../system/preconditions.js";
import { ApiKey } from "../../../models/identity/ApiKey.js";

/** Revokes an API key; idempotent. @throws NotFound, StaleVersion */
export async function revokeApiKey(
  id: string,
  { ifMatch, authorize }: Conditions<ApiKey>,
): Promise<{ key: ApiKey; before: object }> {
  const key = await ApiKey.lockById(id);
  authorize(key);
  assertFresh(ifMatch, key.etag);
  const before = { name: key.name, prefix: key.prefix, permissions: key.permissions };
  await key.revoke();
  return { key, before };
}
