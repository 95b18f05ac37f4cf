import sanitize from "sanitize-html";

/** Text mark-up only: no images, frames, forms, styles, classes or ids, so a description cannot restyle a page. */
const options: sanitize.IOptions = {
  allowedTags: [
    ...["p", "br", "hr", "div", "span", "blockquote", "pre", "code"],
    ...["ul", "ol", "li", "dl", "dt", "dd"],
    ...["strong", "em", "b", "i", "u", "s", "sub", "sup", "small"],
    ...["h1", "h2", "h3", "h4", "h5", "h6"],
    ...["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "a"],
  ],
  allowedAttributes: {
    a: ["href", "title"],
    th: ["colspan", "rowspan", "scope"],
    td: ["colspan", "rowspan"],
  },
  allowedSchemes: ["http", "https", "mailto"],
  // "//host/…" is a URL on another site.
  allowProtocolRelative: false,
  // Text needs no deeper nesting, which can make renderers exceed their recursion limit.
  nestingLimit: 40,
};

/**
 * Makes HTML written by others safe to render in a storefront: an allow-list of text mark-up, `href` limited to
 * http, https, mailto and relative addresses (OWASP, Cross Site Scripting Prevention, "HTML Sanitization"). Other
 * elements are removed and their text is kept, except for the content of script and style. Idempotent.
 */
export function sanitizeHtml(html: string): string {
  // Most descriptions are plain text and need no parser.
  return /[<>&]/.test(html) ? sanitize(html, options) : html;
}
