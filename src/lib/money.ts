/** An amount in integer minor units (cents, yen …) and its ISO 4217 code. There are no floats in this house. */
export type Money = { amount: number; currency: string };

/** The largest amount a column takes (PostgreSQL integer): $21,474,836.47. */
export const MAX_AMOUNT = 2_147_483_647;

export const money = (amount: number, currency: string): Money => ({ amount, currency });

export const moneyOrNull = (amount: number | null, currency: string): Money | null =>
  amount === null ? null : { amount, currency };

const digits = new Map<string, number>();

/** Decimal places of a currency, per ISO 4217 as ICU knows it: USD 2, JPY 0, KWD 3. */
export function minorUnitDigits(currency: string): number {
  let known = digits.get(currency);
  if (known === undefined) {
    known =
      new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ??
      2;
    digits.set(currency, known);
  }
  return known;
}

/** "$19.99" for people; machines get Money. */
export function formatMoney({ amount, currency }: Money, locale = "en-US"): string {
  const places = minorUnitDigits(currency);
  // The decimal string is exact, and Intl formats strings exactly.
  const whole = `${Math.abs(amount)}`.padStart(places + 1, "0");
  const sign = amount < 0 ? "-" : "";
  const decimal = sign + (places === 0 ? whole : `${whole.slice(0, -places)}.${whole.slice(-places)}`);
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(decimal as `${number}`);
}
