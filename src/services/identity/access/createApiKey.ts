import { newApiKeySecret } from "./apiKeySecret.js";
import { hashSecret } from "../../../lib/ids.js";
import { ApiKey } from "../../../models/identity/ApiKey.js";

type NewKey = Pick<ApiKey, "name" | "permissions"> &
  Partial<Pick<ApiKey, "createdBy" | "expiresAt" | "rotatedFrom">>;

/** Creates an API key. Its secret is returned once: only the hash is stored. */
export async function createApiKey(fields: NewKey): Promise<{ key: ApiKey; secret: string }> {
  const { secret, prefix } = newApiKeySecret();
  const key = await ApiKey.create({ ...fields, prefix, secretHash: hashSecret(secret) });
  return { key, secret };
}
