import { randomBytes } from "node:crypto";
import { newSecret } from "../../../lib/ids.js";

/** `cw_live_<8 hex digits that identify the key>_<256 random bits>`. Secret scanners recognise the prefix. */
const FORM = /^cw_live_[0-9a-f]{8}_[\w-]{43}$/;

/** A new key's secret, and the prefix of it that lists show. */
export function newApiKeySecret(): { secret: string; prefix: string } {
  const prefix = `cw_live_${randomBytes(4).toString("hex")}`;
  return { secret: `${prefix}_${newSecret()}`, prefix };
}

/** The API key of an Authorization header: undefined if it contains something else, null if the key is malformed. */
export function apiKeyIn(authorization: string | undefined): string | null | undefined {
  const [, token] = /^bearer +(cw_.*)$/i.exec(authorization ?? "") ?? [];
  if (token === undefined) return undefined;
  return FORM.test(token) ? token : null;
}
