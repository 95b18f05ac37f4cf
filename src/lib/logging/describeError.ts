/** The only parts of an error that may be logged. Libraries can add others that contain secrets. */
export type ErrorDescription = {
  type: string;
  message?: string;
  stack?: string;
  cause?: ErrorDescription;
  errors?: ErrorDescription[];
} & Partial<Record<Named, string>>;

/** Error fields of PostgreSQL, Node.js and our own code that contain names, not values. */
const NAMED = ["code", "severity", "constraint", "schema", "table", "column", "dataType", "routine"] as const;
type Named = (typeof NAMED)[number];
const NAME = /^[\w.$:-]{1,100}$/;

type Given = Error & {
  [name in Named]?: unknown;
} & { original?: unknown; parent?: unknown; errors?: unknown };

const MAX_DEPTH = 4;
const MAX_ERRORS = 5;
const MAX_MESSAGE = 2000;

/**
 * Describes an error by an allow-list: its type, message, stack and names, and those of its causes. Sequelize adds the
 * statement, its parameters and the row to its errors, and PostgreSQL adds the row to `detail`; a row can contain a
 * password hash.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  // A thrown value that is not an Error may be client input.
  if (!(error instanceof Error)) return { type: typeof error };
  const given = error as Given;
  const message = soundMessage(given);
  const stack = framesOf(given);
  const cause = causeOf(given);
  const parts = Array.isArray(given.errors) ? given.errors.filter((each) => each instanceof Error) : [];
  return {
    type: NAME.test(given.name) ? given.name : "Error",
    ...(message !== "" && { message }),
    ...namesOf(given),
    ...(stack !== "" && { stack }),
    ...(cause instanceof Error && depth < MAX_DEPTH && { cause: describeError(cause, depth + 1) }),
    ...(parts.length > 0 &&
      depth < MAX_DEPTH && {
        errors: parts.slice(0, MAX_ERRORS).map((each) => describeError(each, depth + 1)),
      }),
  };
}

/** The same in one line, for the terminal or a column: `DatabaseError 23505 users_email_key`. */
export function errorLine(error: unknown): string {
  return lineOf(describeError(error));
}

const lineOf = ({ type, code, constraint, message, cause }: ErrorDescription): string => {
  const own = [type, code, constraint].filter(Boolean).join(" ");
  const said = message === undefined ? own : `${own}: ${message}`;
  return cause ? `${said} (${lineOf(cause)})` : said;
};

/** The line and the stack frames, for the terminal. */
export function errorText(error: unknown): string {
  const { stack } = describeError(error);
  return stack === undefined ? errorLine(error) : `${errorLine(error)}\n${stack}`;
}

const causeOf = (error: Given): unknown => error.original ?? error.parent ?? error.cause;

const namesOf = (error: Given): Partial<Record<Named, string>> =>
  Object.fromEntries(
    NAMED.flatMap((name): [Named, string][] => {
      const value = error[name];
      return typeof value === "string" && NAME.test(value) ? [[name, value]] : [];
    }),
  );

/**
 * SQLSTATEs whose primary message consists of fixed text and names of roles, tables and columns: connections,
 * transaction states, authorisation, retries, resources, operators, and undefined names. The messages of data (22,
 * 23), syntax (42601) and trigger (P0) errors quote input.
 */
const SOUND_STATES = /^(08|25|28|3D|40|53|55|57|58|0A000$|42501$|42703$|42883$|42P01$)/;
const isDatabaseError = ({ name, severity, code }: Given): boolean =>
  /^Sequelize/.test(name) || (severity !== undefined && typeof code === "string" && code.length === 5);

/**
 * A message without input. Sequelize's messages repeat that of the cause, or quote values. Others, such as those of
 * JSON.parse and of Node's argument checks, quote values in quotation marks.
 */
function soundMessage(error: Given): string {
  if (isDatabaseError(error)) {
    return typeof error.severity === "string" && SOUND_STATES.test(String(error.code)) ? error.message : "";
  }
  if (error.message.length > MAX_MESSAGE) return "";
  return QUOTED.reduce<string>((text, quoted) => text.replace(quoted, "$1$2…$2"), error.message);
}

/** From the first opening quotation mark to the last closing one: the quoted text can contain quotation marks. */
const QUOTED = [/(^|[\s([{=:])(").*"/s, /(^|[\s([{=:])(').*'(?!\w)/s, /(^|[\s([{=:])(`).*`/s];

/** The stack frames, searched from the end: a stack begins with the message, which can itself look like a frame. */
function framesOf({ stack = "", message }: Given): string {
  const lines = (message === "" ? stack : stack.replaceAll(message, "")).split("\n");
  const last = lines.findLastIndex((line) => !/^\s+at /.test(line));
  return lines.slice(last + 1).join("\n");
}
