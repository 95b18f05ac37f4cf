import { createHash, createHmac, randomBytes } from "node:crypto";
import { v7 } from "uuid";

/** A UUIDv7 (RFC 9562): sorts by creation time, so that new primary keys are appended to the index. */
export const newId = (): string => v7();

/** 256 random bits for a bearer secret (cart token, refresh token), URL-safe. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/**
 * A secret derived from a key, in the form of newSecret(). The same key and purpose always give the same secret.
 * @param key at least 32 bytes, derived from a secret of the server
 * @param purpose what the secret grants access to; two purposes have different secrets
 */
export const deriveSecret = (key: Buffer, purpose: string): string =>
  createHmac("sha256", key).update(purpose).digest("base64url");

/**
 * The stored form of a secret. A plain SHA-256 is enough for 256 random bits; passwords go through bcrypt
 * (src/services/identity/passwords/passwords.ts).
 */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");
