/**
 * The currencies of ISO 4217 (list one, as of 2026-01-01), by their number of decimal places. Codes that are not means
 * of payment are left out: metals, bond units, special drawing rights, funds (CLF, UYW), testing (XTS) and none (XXX).
 *
 * The list is our own because Intl differs from the standard: it accepts withdrawn codes (DEM) and has the decimal
 * places of CLDR, which are those of shop prices (HUF 0 instead of 2, IQD 0 instead of 3).
 */
const BY_PLACES: Record<number, string> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP
      CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS
      KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD
      PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
      TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  3: "BHD IQD JOD KWD LYD OMR TND",
};

const PLACES = new Map(
  Object.entries(BY_PLACES).flatMap(([places, codes]) =>
    codes.split(/\s+/).map((code) => [code, Number(places)] as const),
  ),
);

/** Whether the currency is supported. @param code in upper case */
export const isCurrency = (code: string): boolean => PLACES.has(code);

/**
 * Decimal places of a currency: USD 2, JPY 0, KWD 3.
 * @throws RangeError for an unknown code
 */
export function minorUnitDigits(code: string): number {
  const places = PLACES.get(code);
  if (places === undefined) throw new RangeError(`${code} is not an ISO 4217 currency`);
  return places;
}
