type Sources = { forms?: string; frames?: string };

/**
 * The Content-Security-Policy of our own pages: their style sheet and their icon, nothing inline and no scripts.
 * @param sources where forms may lead and what may be framed, if anything
 */
export const pagePolicy = ({ forms = "'none'", frames = "'none'" }: Sources = {}): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    `form-action ${forms}`,
    `frame-src ${frames}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
