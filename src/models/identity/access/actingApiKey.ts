import { statement } from "../../../database/statement.js";
import { hashSecret } from "../../../lib/ids.js";
import type { ActingApiKey } from "../../../lib/caller.js";

/**
 * Runs for every request with an API key. The time of use is written once a minute, and not at all while another
 * transaction holds the key: a request never waits for it.
 */
const find = statement<ActingApiKey, { secretHash: string }>(`
  WITH found AS (
    SELECT id, permissions, expires_at FROM api_keys
    WHERE secret_hash = :secretHash AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
  ), noted AS (
    UPDATE api_keys SET last_used_at = now() WHERE id = (
      SELECT k.id FROM api_keys k JOIN found USING (id)
      WHERE k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute'
      FOR NO KEY UPDATE OF k SKIP LOCKED
    )
  )
  SELECT id, permissions, expires_at AS "expiresAt" FROM found`);

/** The active key with this secret. One statement. */
export async function findActingApiKey(secret: string): Promise<ActingApiKey | undefined> {
  const [key] = await find({ secretHash: hashSecret(secret) });
  return key;
}
