/**
 * Whether a write was made against this version (If-Match, RFC 9110 § 13.1.1).
 * @param ifMatch the header as received; null without one
 * @param etag without quotes; null for a target without one, which only `*` matches
 */
export function isFresh(ifMatch: string | null, etag: string | null): boolean {
  if (ifMatch === null || ifMatch.trim() === "*") return true;
  // If-Match compares strongly, so a weak tag never matches.
  const tags = ifMatch.split(",").map((tag) => tag.trim());
  return etag !== null && tags.includes(`"${etag}"`);
}
