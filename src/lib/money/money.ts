import { isCurrency, minorUnitDigits } from "./currencies.js";

/** An amount in integer minor units (cents, yen …) and its ISO 4217 code. Never a float. */
export type Money = { amount: number; currency: string };

/** The largest amount that a column can store (PostgreSQL integer): $21,474,836.47. */
export const MAX_AMOUNT = 2_147_483_647;

export const money = (amount: number, currency: string): Money => ({ amount, currency });

export const moneyOrNull = (amount: number | null, currency: string): Money | null =>
  amount === null ? null : { amount, currency };

/** "$19.99", for people; APIs return Money. */
export function formatMoney({ amount, currency }: Money, locale = "en-US"): string {
  // The currency of an old order may have been withdrawn.
  const places = isCurrency(currency) ? minorUnitDigits(currency) : 2;
  // Intl formats a decimal string exactly.
  const whole = `${Math.abs(amount)}`.padStart(places + 1, "0");
  const sign = amount < 0 ? "-" : "";
  const decimal = sign + (places === 0 ? whole : `${whole.slice(0, -places)}.${whole.slice(-places)}`);
  // Intl's decimal places differ from ISO 4217 (lib/money/currencies.ts).
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  return new Intl.NumberFormat(locale, { style: "currency", currency, ...digits }).format(
    decimal as `${number}`,
  );
}
