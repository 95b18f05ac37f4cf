import { createHmac } from "node:crypto";
import type { Request } from "express";
import { config } from "../config.js";
import { ValidationFailed } from "../errors.js";
import type { IdempotencyClaim } from "../lib/action.js";
import { hashSecret } from "../lib/ids.js";
import type { Shopper } from "../lib/shopper.js";

const keyed = (...parts: string[]): Buffer =>
  createHmac("sha256", config.idempotencySecret).update(parts.join("\n")).digest();

/**
 * Reads the Idempotency-Key header (IETF draft-ietf-httpapi-idempotency-key-header): 1–255 visible characters,
 * bare or as a quoted string. Hashes are keyed, because a body may hold a password.
 * @returns null when there is no such header
 */
export function idempotencyClaim(req: Request, shopper: Shopper): IdempotencyClaim | null {
  const header = req.headers["idempotency-key"];
  if (header === undefined) return null;
  const key = String(header).replace(/^"(.*)"$/, "$1");
  if (!/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key)) {
    const message = "must be 1 to 255 visible ASCII characters";
    throw new ValidationFailed({ errors: [{ path: "Idempotency-Key", code: "invalid_format", message }] });
  }
  const path = req.originalUrl.split("?", 1)[0] ?? "";
  const body = canonicalJson(req.body);
  return {
    scope: scopeOf(req, shopper),
    keyHash: keyed("key", key).toString("hex"),
    requestHash: keyed("request", req.method, path, body).toString("hex"),
    sealKey: keyed("seal", key, body),
  };
}

/** A key belongs to an account or a server's API key, else to a guest's cart, else to the device it came from. */
function scopeOf(req: Request, { user, apiKey, cartToken }: Shopper): string {
  if (apiKey) return `api_key:${apiKey.id}`;
  if (user) return `user:${user.id}`;
  if (cartToken) return `cart:${hashSecret(cartToken)}`;
  return `device:${keyed("device", req.ip ?? "", req.headers["user-agent"] ?? "").toString("hex")}`;
}

/** JSON with sorted keys: the same request whatever order a client serialises in. Depth is bounded by the gate. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${canonicalJson(child)}`).join(",")}}`;
}
