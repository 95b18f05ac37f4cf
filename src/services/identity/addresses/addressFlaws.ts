import validator from "validator";
import type { FieldError } from "../../../errors/defineError.js";
import type { Address } from "../../../lib/address.js";

/** Countries that require a state or province (Google's address data, libaddressinput: `require` has S). */
const REGION_NEEDED = new Set(["US", "CA", "AU", "BR", "CN", "IN", "JP", "KR", "MX"]);
/** Countries that require a postal code. */
const POSTAL_CODE_NEEDED = new Set(
  (
    "US CA AU BR CN IN JP KR MX GB DE FR IT ES NL BE AT CH " +
    "PL PT SE NO DK FI CZ SK HU RO GR SG TR UA ZA NZ LU"
  ).split(" "),
);

type Postal = Pick<Address, "country" | "region" | "postalCode">;
const LOCALES: readonly string[] = validator.isPostalCodeLocales;

/** The errors of an address for its country: a missing region, a missing or malformed postal code. */
export function addressFlaws({ country, region, postalCode }: Postal): FieldError[] {
  const flaws: FieldError[] = [];
  const say = (path: string, code: string, message: string) => flaws.push({ path, code, message });
  if (region === null && REGION_NEEDED.has(country)) say("region", "required", `is required in ${country}`);
  if (postalCode === null && POSTAL_CODE_NEEDED.has(country))
    say("postalCode", "required", `is required in ${country}`);
  if (postalCode !== null && LOCALES.includes(country) && !isPostalCode(postalCode, country))
    say("postalCode", "invalid_postal_code", `is not a postal code of ${country}`);
  return flaws;
}

const isPostalCode = (code: string, country: string): boolean =>
  validator.isPostalCode(code.toUpperCase(), country as validator.PostalCodeLocale);
