const MAX_WORDS = 12;
const MAX_WORD_LENGTH = 50;

/**
 * The words of what somebody typed: letters and digits of every script, each once. Nothing that means something to
 * the query language of PostgreSQL gets through.
 */
export function searchWords(typed: string): string[] {
  const words = typed
    .normalize("NFC")
    .toLowerCase()
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu);
  return [...new Set((words ?? []).map((word) => word.slice(0, MAX_WORD_LENGTH)))].slice(0, MAX_WORDS);
}
