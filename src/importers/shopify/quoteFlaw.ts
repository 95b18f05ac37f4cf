export interface QuoteFlaw {
  kind: "stray" | "unclosed";
  /** Index of the cell. */
  cell: number;
  /** Line breaks between the row's start and the cell's. */
  lineOffset: number;
}

const LINE_BREAK = /\r\n|\r|\n/g;

/** The number of line breaks (CR, LF or CRLF). */
export const countLineBreaks = (text: string): number =>
  text.includes("\n") || text.includes("\r") ? (text.match(LINE_BREAK)?.length ?? 0) : 0;

/**
 * The first place where a row breaks the rules of quoting (RFC 4180, section 2, rules 5 to 7): a quote inside a cell
 * that is not quoted, text after a closing quote, or a quote that never closes. Such a row can be split into cells in
 * more than one way, so its data is ambiguous.
 */
export function findQuoteFlaw(raw: string, delimiter: string): QuoteFlaw | null {
  let at = 0;
  for (let cell = 0; ; cell++) {
    const start = at;
    const flaw = (kind: QuoteFlaw["kind"]): QuoteFlaw => ({
      kind,
      cell,
      lineOffset: countLineBreaks(raw.slice(0, start)),
    });
    if (raw[at] === '"') {
      at = afterClosingQuote(raw, at + 1);
      if (at === -1) return flaw("unclosed");
      if (!endsCell(raw[at], delimiter)) return flaw("stray");
    } else {
      while (!endsCell(raw[at], delimiter)) if (raw[at++] === '"') return flaw("stray");
    }
    if (raw[at] !== delimiter) return null;
    at++;
  }
}

function afterClosingQuote(raw: string, from: number): number {
  for (let quote = raw.indexOf('"', from); quote !== -1; quote = raw.indexOf('"', quote + 2)) {
    if (raw[quote + 1] !== '"') return quote + 1;
  }
  return -1;
}

const endsCell = (char: string | undefined, delimiter: string): boolean =>
  char === undefined || char === delimiter || char === "\n" || char === "\r";
