const MAX_LENGTH = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a path segment is an id; any other segment in its place is a slug. */
export const isUuid = (value: string): boolean => UUID.test(value);

/**
 * The slug of a title: letters and digits of every script, in lower case, with single dashes between the words.
 * @param fallback the slug of a title without letters and digits
 */
export function makeSlug(title: string, fallback: string): string {
  const words = title
    .normalize("NFC")
    .toLowerCase()
    .replace(/['’]/g, "")
    .match(/[\p{L}\p{N}\p{M}]+/gu);
  const slug = [...(words ?? []).join("-")].slice(0, MAX_LENGTH).join("").replace(/-+$/, "");
  // Ids and slugs share a path position, so a slug never looks like an id.
  return slug === "" || isUuid(slug) ? [fallback, slug].filter(Boolean).join("-") : slug;
}
