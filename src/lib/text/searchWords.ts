const MAX_WORDS = 12;
const MAX_WORD_LENGTH = 50;
const WORD = "[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*";
const WORDS = new RegExp(`${WORD}(?:[-.'’]${WORD})*`, "gu");

/**
 * The words of a search text: letters and digits of every script, without duplicates. A compound ("t-shirt", "2.5")
 * becomes its parts, separated by a space. The result contains no operators of PostgreSQL's query language.
 */
export function searchWords(typed: string): string[] {
  const words = typed.normalize("NFC").toLowerCase().match(WORDS) ?? [];
  const plain = words.map((word) =>
    word
      .replace(/['’]s$/, "")
      .replace(/[-.'’]/g, " ")
      .slice(0, MAX_WORD_LENGTH),
  );
  return [...new Set(plain)].slice(0, MAX_WORDS);
}
