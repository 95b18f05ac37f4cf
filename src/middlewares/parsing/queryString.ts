import { MalformedRequest } from "../../errors/system.js";

/** A repeated parameter becomes a list; the schema rejects it where only one value is allowed. */
export type QueryValues = Record<string, string | string[]>;

/**
 * A strict query parser for Express: invalid percent-encoding is an error instead of U+FFFD, and the object has no
 * prototype to pollute.
 * @throws MalformedRequest
 */
export function parseQueryString(text: string | null | undefined): QueryValues {
  const values = Object.create(null) as QueryValues;
  for (const pair of (text ?? "").split("&")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? "" : decode(pair.slice(at + 1));
    const before = values[name];
    if (Array.isArray(before)) before.push(value);
    else values[name] = before === undefined ? value : [before, value];
  }
  return values;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new MalformedRequest({ detail: "The query string is not valid percent-encoded UTF-8." });
  }
}
