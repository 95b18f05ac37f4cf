import { InvalidToken } from "../errors/identity.js";
import type { ActingApiKey } from "../lib/caller.js";
import { apiKeyStrategy } from "./apiKey.js";
import { runStrategy } from "./runStrategy.js";

/** The API key of an Authorization header. @throws InvalidToken */
export async function verifyApiKey(authorization: string): Promise<ActingApiKey> {
  const key = await runStrategy<ActingApiKey>(apiKeyStrategy, { headers: { authorization } });
  if (!key) throw new InvalidToken({ detail: "The API key is not valid, has expired or was revoked." });
  return key;
}
