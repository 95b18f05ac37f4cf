import { createHmac } from "node:crypto";
import type { Request } from "express";
import { config } from "../../config.js";
import { ValidationFailed } from "../../errors/system.js";
import { canonicalJson } from "../../lib/text/canonicalJson.js";
import type { Caller } from "../../lib/caller.js";
import type { IdempotencyClaim } from "../../services/system/idempotency.js";
import { hashSecret } from "../../lib/ids.js";

const keyed = (...parts: string[]): Buffer =>
  createHmac("sha256", config.idempotencySecret).update(parts.join("\n")).digest();

/**
 * Reads the Idempotency-Key header (IETF draft-ietf-httpapi-idempotency-key-header): 1–255 visible characters,
 * bare or as a quoted string. Hashes are keyed, because a body may hold a password.
 * @returns null if there is no such header
 */
export function idempotencyClaim(req: Request, caller: Caller): IdempotencyClaim | null {
  const header = req.headers["idempotency-key"];
  if (header === undefined) return null;
  const key = String(header).replace(/^"(.*)"$/, "$1");
  if (!/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key))
    throw unfit("invalid_format", "must be 1 to 255 visible ASCII characters");
  const own = tokenScope(caller);
  const scope = own ?? passwordScope(req);
  if (own === null && key.length < TOKENLESS_KEY_LENGTH)
    throw unfit(
      "too_short",
      `must have at least ${TOKENLESS_KEY_LENGTH} characters without a login or a token`,
    );
  const path = req.originalUrl.split("?", 1)[0] ?? "";
  const body = canonicalJson(req.body);
  return {
    scope: scope ?? deviceScope(req),
    shared: scope === null,
    keyHash: keyed("key", key).toString("hex"),
    requestHash: keyed("request", req.method, path, body).toString("hex"),
    sealKey: keyed("seal", key, body),
  };
}

/** Minimum length of a key without a token, so that strangers can neither collide with it nor guess it. */
const TOKENLESS_KEY_LENGTH = 16;

const unfit = (code: string, message: string) =>
  new ValidationFailed({ errors: [{ path: "Idempotency-Key", code, message }] });

/** The scope of a key: an API key or an account, otherwise the token of a cart or an order. */
function tokenScope({ user, apiKey, cartToken, orderToken }: Caller): string | null {
  if (apiKey) return `api_key:${apiKey.id}`;
  if (user) return `user:${user.id}`;
  if (cartToken) return `cart:${hashSecret(cartToken)}`;
  return orderToken ? `order:${hashSecret(orderToken)}` : null;
}

/** A registration or a login contains a secret, too: only the user knows the password. */
function passwordScope(req: Request): string | null {
  const { login, email, password } = (req.body ?? {}) as Record<string, unknown>;
  if (typeof password !== "string") return null;
  return `password:${keyed("password", canonicalJson([login, email, password])).toString("hex")}`;
}

const deviceScope = (req: Request): string =>
  `device:${keyed("device", req.ip ?? "", req.headers["user-agent"] ?? "").toString("hex")}`;
