import { Secret, TOTP } from "otpauth";
import { clock } from "../../../lib/clock.js";

/** RFC 6238 with the parameters that every authenticator app supports: SHA-1, 6 digits, 30 seconds. */
const PERIOD = 30;
/** Codes of the previous and next step are accepted too: clocks differ, and typing takes time (RFC 6238 § 5.2). */
const WINDOW = 1;

const totp = (secret: string, account: string, issuer: string): TOTP =>
  new TOTP({
    issuer,
    label: account,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD,
    secret: Secret.fromBase32(secret),
  });

/** 160 random bits, the length of the hash (RFC 4226 § 4), in base32, which apps accept. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The content of the QR code. @param account the name that the app shows beside the shop's */
export const totpUri = (secret: string, account: string, issuer: string): string =>
  totp(secret, account, issuer).toString();

/** The code at a given time; for tests. */
export const totpCode = (secret: string, at: Date = clock.now()): string =>
  totp(secret, "", "").generate({ timestamp: at.getTime() });

/**
 * The time step of a code: the current one, the one before or the one after. Compares in constant time.
 * @returns null for any other code
 */
export function totpStep(secret: string, code: string, at: Date = clock.now()): number | null {
  const timestamp = at.getTime();
  const delta = totp(secret, "", "").validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD) + delta;
}
