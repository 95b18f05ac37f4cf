import { createSecretKey } from "node:crypto";
import { config } from "../../../config.js";

/**
 * The keys of JWT_KEYS. Key objects, because jsonwebtoken first tries to parse a text secret as a public key, which
 * takes 0.4 ms per token.
 */
export const tokenKeys = config.jwtKeys.map(({ kid, secret }) => ({
  kid,
  key: createSecretKey(secret, "utf8"),
}));
