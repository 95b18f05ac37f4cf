/**
 * JSON as RFC 8785 writes it: no white space, properties sorted by their UTF-16 code units. Equal values give the same
 * text, regardless of the order of their properties. The hashes of the audit log and of idempotent requests use it.
 *
 * JSON has no `undefined`: such a property is left out; anywhere else it gives an empty string.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const properties = Object.entries(value).filter(([, child]) => child !== undefined);
  const sorted = properties.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, child]) => `${JSON.stringify(key)}:${canonicalJson(child)}`).join(",")}}`;
}
