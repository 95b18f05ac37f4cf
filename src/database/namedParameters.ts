/** PostgreSQL's literals, quoted identifiers, comments and casts: a colon in them does not start a parameter. */
const OPAQUE = [
  /\b[eE]'(?:[^'\\]|\\.|'')*'/, // E'it\'s'
  /'(?:[^']|'')*'/,
  /"(?:[^"]|"")*"/,
  /\$([A-Za-z_]\w*)?\$.*?\$\1\$/, // $$ … $$, $tag$ … $tag$
  /--[^\n]*/,
  /\/\*.*?\*\//,
  /::/,
];
const PARAMETER = /:([A-Za-z_]\w*)(\s*::\s*jsonb?\b(?!\s*\[))?/;
const POSITION = /(\$\d+)/;
const TOKEN = new RegExp([...OPAQUE, PARAMETER, POSITION].map(({ source }) => source).join("|"), "gs");

type Groups = [tag?: string, name?: string, json?: string, position?: string];
export type Parsed = {
  /** The text with `$1`, `$2` … in place of the names. */
  text: string;
  /** The values in the order of the text. */
  bind: (params: object) => unknown[];
};

/**
 * Replaces `:name` by `$n`, in the order of first occurrence. An array for `:name::json` or `:name::jsonb` is bound as
 * JSON text; node-postgres turns every other array into a PostgreSQL array and every other object into JSON.
 * @throws Error when the text has `$n` already; bind() throws when a parameter is undefined
 */
export function namedParameters(named: string): Parsed {
  const names: string[] = [];
  const asJson: boolean[] = [];
  const text = named.replace(TOKEN, (token: string, ...[, name, json, position]: Groups) => {
    if (position !== undefined)
      throw new Error(`A statement has ${position}; statement() takes named parameters.`);
    if (name === undefined) return token;
    if (!names.includes(name)) names.push(name);
    const at = names.indexOf(name);
    asJson[at] ||= json !== undefined;
    return `$${at + 1}${json ?? ""}`;
  });
  const bind = (params: object) =>
    names.map((name, at) => {
      const value = (params as Record<string, unknown>)[name];
      if (value === undefined) throw new Error(`A statement lacks :${name}; pass null for NULL.`);
      return asJson[at] && Array.isArray(value) ? JSON.stringify(value) : value;
    });
  return { text, bind };
}
