import { sanitizeHtml } from "../../lib/text/html.js";
import { minorUnitDigits } from "../../lib/money/currencies.js";
import { MAX_AMOUNT } from "../../lib/money/money.js";
import type { ImportedProduct } from "./importedProduct.js";
import { MAX_DESCRIPTION_BYTES, MAX_INTEGER, MAX_NAME, MAX_TAGS, MAX_URL } from "./limits.js";

/** An invalid cell; the message is for the person who corrects the file. */
export class BadCell extends Error {}

const characters = (text: string): number => Array.from(text).length;

/** A text of at most `max` characters, unchanged. */
export function parseText(max: number): (cell: string) => string {
  return (cell) => {
    if (cell.length > max && characters(cell) > max) throw new BadCell(`longer than ${max} characters`);
    return cell;
  };
}

export const parseName = parseText(MAX_NAME);

/**
 * A handle in lower case. Shopify's handles consist of letters, digits, dashes and underscores. Letters of every
 * script and combining marks are accepted, because exports of non-English shops contain them.
 */
export function parseHandle(cell: string): string {
  const handle = parseName(cell.normalize("NFC").toLowerCase());
  if (!/^[\p{L}\p{N}\p{M}_-]+$/u.test(handle)) {
    throw new BadCell("a handle may only contain letters, digits, dashes and underscores");
  }
  return handle;
}

export function parseDescription(cell: string): string {
  if (Buffer.byteLength(cell) > MAX_DESCRIPTION_BYTES) throw new BadCell("longer than 64 KiB");
  return sanitizeHtml(cell);
}

/** Comma-separated with every file delimiter. "Sale" and "sale" are one tag, as in Shopify. */
export function parseTags(cell: string): string[] {
  const tags = new Map<string, string>();
  for (const part of cell.split(",")) {
    const tag = part.trim();
    if (tag === "") continue;
    if (characters(tag) > MAX_NAME) throw new BadCell(`a tag is longer than ${MAX_NAME} characters`);
    if (!tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag);
  }
  if (tags.size > MAX_TAGS) throw new BadCell(`more than ${MAX_TAGS} tags`);
  return [...tags.values()];
}

/** "Apparel & Accessories > Clothing > Shirts", from the root. */
export function parseCategoryPath(cell: string): string[] {
  const path = cell
    .split(/\s+>\s+/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (path.some((name) => characters(name) > MAX_NAME)) {
    throw new BadCell(`a category is longer than ${MAX_NAME} characters`);
  }
  return path;
}

export function parseStatus(cell: string): ImportedProduct["status"] {
  switch (cell.toLowerCase()) {
    case "active":
      return "active";
    case "archived":
      return "archived";
    case "draft":
    // "Unlisted" (direct link only) has no equivalent here; a draft does not publish a hidden product.
    case "unlisted":
      return "draft";
    default:
      throw new BadCell("is not active, draft or archived");
  }
}

export function parseBoolean(cell: string): boolean {
  const answer = cell.toLowerCase();
  if (answer !== "true" && answer !== "false") throw new BadCell("is neither TRUE nor FALSE");
  return answer === "true";
}

/** Whether a variant can be bought when out of stock. The newer template uses TRUE and FALSE. */
export function parsePolicy(cell: string): boolean {
  const policy = cell.toLowerCase();
  if (policy === "continue" || policy === "true") return true;
  if (policy === "deny" || policy === "false") return false;
  throw new BadCell("is neither deny nor continue");
}

/**
 * An amount in integer minor units of the currency (ISO 4217 exponents), exact: no float is involved.
 *
 * Commas are accepted only if they can only be thousands separators: a decimal point follows, or there is more than
 * one. "1,299" (1299 or 1.299) and "12,50" are ambiguous and rejected. Zeros beyond the currency's decimals are
 * accepted ("500.00" in JPY), except three decimals, which may be a thousand.
 */
export function parsePrice(cell: string, currency: string): number {
  const exponent = minorUnitDigits(currency);
  if (cell.startsWith("-")) throw new BadCell("a price cannot be negative");
  const plain = /^\d{1,3}(,\d{3})+\.\d+$|^\d{1,3}(,\d{3}){2,}$/.test(cell) ? cell.replaceAll(",", "") : cell;
  if (/^[\d.,]*,[\d.,]*$/.test(plain)) {
    throw new BadCell("a comma can mean thousands or decimals; write 1299.00 or 1,299.00");
  }
  const [, whole, fraction = ""] = /^(\d+)(?:\.(\d+))?$/.exec(plain) ?? [];
  if (whole === undefined)
    throw new BadCell("is not a price; write digits and a decimal point, such as 1299.00");
  if (/[1-9]/.test(fraction.slice(exponent)) || (fraction.length === 3 && exponent < 3)) {
    throw new BadCell(`more decimals than ${currency} has (${exponent})`);
  }
  const digits = whole.replace(/^0+/, "") + fraction.slice(0, exponent).padEnd(exponent, "0");
  // The largest amount has ten digits, so a longer number is too large without conversion.
  if (digits.length > 10 || Number(digits) > MAX_AMOUNT)
    throw new BadCell("is more than the shop can charge");
  return Number(digits);
}

/** Pieces on hand. Oversold stock is exported as a negative number and imported as 0. */
export function parseQuantity(cell: string): number {
  if (!/^-?\d+$/.test(cell)) throw new BadCell("is not a whole number");
  const quantity = Math.max(0, Number(cell));
  if (quantity > MAX_INTEGER) throw new BadCell(`is more than ${MAX_INTEGER}`);
  return quantity;
}

/** Whole grams. Exports contain fractions ("226.796") if the weight was entered in ounces or pounds. */
export function parseGrams(cell: string): number {
  if (!/^\d+(\.\d+)?$/.test(cell)) throw new BadCell("is not a weight in grams");
  const grams = Math.round(Number(cell));
  if (grams > MAX_INTEGER) throw new BadCell(`is more than ${MAX_INTEGER} grams`);
  return grams;
}

export function parsePosition(cell: string): number {
  const position = /^\d+$/.test(cell) ? Number(cell) : 0;
  if (position < 1 || position > MAX_INTEGER) throw new BadCell("is not a position (1, 2, 3 …)");
  return position;
}

/** An http(s) URL, or a path of this site. "//host" and "/\host" look like paths but point to another site. */
export function parseImageUrl(cell: string): string {
  if (cell.length > MAX_URL) throw new BadCell(`longer than ${MAX_URL} characters`);
  const absolute = /^https?:\/\/[^\s\\\p{Cc}]+$/iu.test(cell) && URL.canParse(cell);
  const path = /^\/(?!\/)[^\s\\\p{Cc}]*$/u.test(cell);
  if (!absolute && !path)
    throw new BadCell("is not an http or https address, nor a path that begins with one /");
  return cell.replace(/^https?/i, (scheme) => scheme.toLowerCase());
}
