import { type FieldError } from "../../../errors/defineError.js";
import { ValidationFailed } from "../../../errors/system.js";
import { config } from "../../../config.js";
import { normalizeIdentity } from "../../../lib/identity.js";

/** The names of a person, which must not be their password. */
export type Person = {
  email?: string | null;
  username?: string | null;
  firstName?: string | null;
  lastName?: string | null;
};

/** NIST SP 800-63B § 3.1.1.2 requires a blocklist of common passwords; ASVS 5.0 (6.2.4) at least the top 3,000. */
const LISTED = 10_000;
let common: Promise<ReadonlySet<string>> | undefined;

/** Words that an attacker tries at this shop, with any digits and symbols around them (ASVS 5.0, 6.1.2). */
const lettersOf = (text: string): string => normalizeIdentity(text).replace(/\P{L}+/gu, "");
const wordsOfTheShop = (): string[] => ["cartwright", config.shopName, new URL(config.publicUrl).hostname];

/**
 * Refuses the passwords that an attacker tries first: the 10,000 most common ones in any letter case, the shop's names
 * with digits and symbols around them, and the person's own names.
 * @param path the name of the field in the error
 * @throws ValidationFailed with `too_common` or `too_personal`
 */
export async function assertGoodPassword(password: string, person: Person, path = "password"): Promise<void> {
  const flaw = await passwordFlaw(password, person);
  if (flaw) throw new ValidationFailed({ errors: [{ path, ...flaw }] });
}

/** The same check as a value; null if the password is accepted. */
export async function passwordFlaw(
  password: string,
  { email, username, firstName, lastName }: Person,
): Promise<Omit<FieldError, "path"> | null> {
  const fullName = [firstName, lastName].filter(Boolean);
  const own = [email, email?.split("@", 1)[0], username, ...fullName, fullName.join(" "), fullName.join("")];
  const folded = normalizeIdentity(password);
  if (own.some((name) => name && normalizeIdentity(name) === folded))
    return { code: "too_personal", message: "must not be your e-mail address or your name" };
  const letters = lettersOf(password);
  if (letters !== "" && wordsOfTheShop().some((word) => lettersOf(word) === letters))
    return { code: "too_common", message: "must not be the shop's name" };
  if (/^(.)\1*$/su.test(password.normalize("NFC")))
    return { code: "too_common", message: "must not repeat one character" };
  common ??= loadCommon();
  if ((await common).has(password.normalize("NFC").toLowerCase()))
    return { code: "too_common", message: "is one of the 10,000 most common passwords" };
  return null;
}

/**
 * The dictionary of zxcvbn-ts, made from published leaks: in lower case, the most common first. Loaded at the first
 * use, because it takes time and memory.
 */
async function loadCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  return new Set(dictionary["passwords-common"].slice(0, LISTED));
}
