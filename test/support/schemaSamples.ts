/**
 * Bodies from a JSON Schema: a valid one, and many with one fault. Supports the part of 2020-12 that our zod schemas
 * produce.
 */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  format?: string;
  pattern?: string;
};
export type Resolver = (schema: Schema) => Schema;
export type Flaw = { label: string; body: unknown; certain: boolean };

const NOBODY = "0192b6a0-0000-7000-8000-000000000000";
const FORMATS: Record<string, string> = {
  email: "shopper@example.com",
  uuid: NOBODY,
  uri: "https://example.com/a.png",
  "date-time": "2026-01-01T00:00:00Z",
  password: "correct horse battery staple",
  "one-time-code": "123456",
};
/** Candidates for a pattern, in order: currency, country, slug, number, one-time code. */
const CANDIDATES = ["USD", "US", "some-slug", "SKU-1", "12", "123456", "https://example.com/a.png"];

const typesOf = (schema: Schema): string[] =>
  schema.anyOf || schema.oneOf
    ? (schema.anyOf ?? schema.oneOf ?? []).flatMap(typesOf)
    : [schema.type ?? (schema.properties ? "object" : [])].flat();

function text({ format, pattern, minLength = 1 }: Schema): string {
  if (format && FORMATS[format]) return FORMATS[format];
  const fitting = pattern && CANDIDATES.find((candidate) => new RegExp(pattern, "u").test(candidate));
  return fitting || "x".repeat(Math.max(minLength, 3));
}

/** A value that should be valid, with all properties or the required ones only. */
export function sample(given: Schema, resolve: Resolver, all = true): unknown {
  const schema = resolve(given);
  const branch = schema.anyOf ?? schema.oneOf;
  if (branch?.[0]) return sample(branch[0], resolve, all);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [type] = typesOf(schema);
  if (type === "object") {
    const wanted = Object.entries(schema.properties ?? {}).filter(
      ([name]) => all || schema.required?.includes(name),
    );
    return Object.fromEntries(wanted.map(([name, child]) => [name, sample(child, resolve, all)]));
  }
  if (type === "array") return schema.items ? [sample(schema.items, resolve, all)] : [];
  if (type === "integer" || type === "number") return Math.max(schema.minimum ?? 1, 1);
  if (type === "boolean") return true;
  return type === "null" ? null : text(schema);
}

const OF_TYPE: [type: string, label: string, value: unknown][] = [
  ["null", "null", null],
  ["boolean", "true", true],
  ["number", "1", 1],
  ["string", "a string", "x"],
  ["array", "[]", []],
  ["object", "{}", {}],
];

/** Values that are invalid for every string or number (`certain`), and values that some schemas accept. */
const TEXTS: [label: string, value: string, certain: boolean][] = [
  ["a NUL", "a\0b", true],
  ["a lone surrogate", "a\ud800b", true],
  ["empty", "", false],
  ["blank", "   ", false],
  ["20,000 characters", "x".repeat(20_000), true],
  ["markup and quotes", `'"><script>\u2028; DROP TABLE users;--`, false],
  ["right-to-left and emoji", "\u202e\u{1f6d2}\u0301".repeat(3), false],
  ["a number as text", "1e3", false],
];
const NUMBERS: [label: string, value: number, certain: boolean][] = [
  ["-1", -1, false],
  ["0.5", 0.5, true],
  ["0", 0, false],
  ["2^31", 2 ** 31, false],
  ["2^53", 2 ** 53, true],
  ["-2^63", -(2 ** 63), true],
  ["1e300", 1e300, true],
];

/** Copies of `valid`, each with one fault. `certain` = no schema of this type may accept it. */
export function* flaws(given: Schema, valid: unknown, resolve: Resolver, at = ""): Generator<Flaw> {
  const schema = resolve(given);
  const types = [...new Set(typesOf(resolveDeep(schema, resolve)))];
  const accepts = (type: string) => types.includes(type) || (type === "number" && types.includes("integer"));
  for (const [type, label, value] of OF_TYPE) {
    if (types.length > 0 && !accepts(type)) yield { label: `${at} is ${label}`, body: value, certain: true };
  }
  const ofKind = <T>(values: [string, T, boolean][]): Flaw[] =>
    values.map(([label, body, certain]) => ({ label: `${at} is ${label}`, body, certain }));
  if (accepts("string") && !schema.enum) yield* ofKind(TEXTS);
  if (accepts("number")) yield* ofKind(NUMBERS);
  const object = resolve((schema.anyOf ?? schema.oneOf)?.[0] ?? schema);
  if (isRecord(valid)) {
    yield { label: `${at} has an unknown key`, body: { ...valid, surplus: 1 }, certain: !isOpen(object) };
    for (const [name, child] of Object.entries(object.properties ?? {})) {
      const { [name]: value, ...rest } = valid;
      const certain = Boolean(object.required?.includes(name)) && !(schema.anyOf ?? schema.oneOf);
      yield { label: `${at}.${name} is missing`, body: rest, certain };
      for (const flaw of flaws(child, value, resolve, `${at}.${name}`))
        yield { ...flaw, body: { ...valid, [name]: flaw.body } };
    }
  }
  if (Array.isArray(valid) && object.items) {
    yield { label: `${at} has 5,000 entries`, body: Array<unknown>(5000).fill(valid[0]), certain: true };
    for (const flaw of flaws(object.items, valid[0], resolve, `${at}[0]`))
      yield { ...flaw, body: [flaw.body] };
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isOpen = ({ additionalProperties }: Schema): boolean => additionalProperties !== false;

/** The schema with the references of its branches resolved, so that their types can be read. */
const resolveDeep = (schema: Schema, resolve: Resolver): Schema => ({
  ...schema,
  ...(schema.anyOf && { anyOf: schema.anyOf.map(resolve) }),
  ...(schema.oneOf && { oneOf: schema.oneOf.map(resolve) }),
});
