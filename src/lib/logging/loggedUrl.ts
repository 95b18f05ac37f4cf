/** Query parameters whose values are enumerated by the API or are small numbers. The names of others are hidden too. */
const HARMLESS = new Set([
  ...["limit", "page", "sort", "expand", "facets", "currency", "market", "country"],
  ...["minPrice", "maxPrice", "minRating", "onSale", "inStock", "lowStock"],
  ...["status", "paymentStatus", "held"],
]);
/** A short word, or a number that is too short for a card, a phone or a code. */
const HARMLESS_VALUE = /^(-?[A-Za-z_]{0,20}|-?\d{1,9}(\.\d{1,2})?|\d{4}-\d{2}-\d{2})$/;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A word or a small number, as in paths and slugs of this API. Parts of a token are longer, or mix both. */
const WORD = /^(([A-Za-z]?[a-z]{0,23}|[A-Z]{1,10})\d{0,2}|\d{1,4}[a-z]{0,2})$/;
const MAX_SEGMENT = 80;
/** The maximum of digits in the whole path: fewer than in a card number (ISO/IEC 7812: 12 to 19) or a phone number. */
const MAX_DIGITS = 6;

/**
 * A URL for the log. Any part of a URL can be a secret that a client put there by mistake, such as a token, a card
 * number or an e-mail address. Only ids, words and small numbers of the path and the parameters of an allow-list are
 * shown; the rest is `…`.
 */
export function loggedUrl(url: string): string {
  const [path = "", ...query] = url.split("?");
  return query.length === 0 ? loggedPath(path) : `${loggedPath(path)}?${loggedQuery(query.join("?"))}`;
}

function loggedPath(path: string): string {
  const segments = path.split("/").map((segment) => (isShown(segment) ? segment : "…"));
  const digits = (segment: string) => (UUID.test(segment) ? 0 : segment.replace(/\D/g, "").length);
  const total = segments.reduce((sum, segment) => sum + digits(segment), 0);
  const shown = total <= MAX_DIGITS ? segments : segments.map((each) => (digits(each) > 1 ? "…" : each));
  return shown.join("/");
}

const isShown = (segment: string): boolean =>
  segment === "" ||
  UUID.test(segment) ||
  (segment.length <= MAX_SEGMENT && segment.split(/[._-]/).every((part) => WORD.test(part)));

function loggedQuery(query: string): string {
  const pairs = query.split("&").filter((pair) => pair !== "");
  const shown = pairs.filter((pair) => {
    const at = pair.indexOf("=");
    return at > 0 && HARMLESS.has(pair.slice(0, at)) && HARMLESS_VALUE.test(pair.slice(at + 1));
  });
  return [...shown, ...(shown.length < pairs.length ? ["…"] : [])].join("&");
}
