/** A rejected field: `path` is dotted; outside the body it starts with the part of the request (query, params). */
export type FieldError = { path: string; code: string; message: string };

/** The audit entry of a rejected request. */
export type RefusalFact = { action: string; target: { type: string; id: string }; after?: object };

type Details = {
  detail?: string;
  errors?: FieldError[];
  /** Extra response headers, such as Retry-After. */
  headers?: Record<string, string | string[]>;
  /** Written to the audit log after the rollback; never part of the response. */
  audit?: RefusalFact;
};

export class AppError extends Error {
  readonly detail: string;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string | string[]>;
  readonly audit: RefusalFact | undefined;
  readonly extras: object;

  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string,
    { detail, errors, headers, audit, ...extras }: Details = {},
  ) {
    super(`${code}: ${detail ?? title}`);
    this.name = "AppError";
    this.detail = detail ?? title;
    this.errors = errors;
    this.headers = headers ?? {};
    this.audit = audit;
    this.extras = extras;
  }
}

/** code → status and title; filled by defineError(). Import it from errorCatalog.ts, which loads every domain's errors. */
export const definedErrors = new Map<string, { status: number; title: string }>();
/** Name of a database constraint → the error for a row that violates it. */
export const constraintErrors = new Map<string, () => AppError>();

type Options<Extras> = {
  /** The database constraints that enforce the same rule, with the details of their errors. */
  constraints?: Record<string, Pick<Details, "detail"> & Partial<Extras>>;
};

/**
 * Defines an error: one code, one class, one status, one sentence. The code states the fact, never the HTTP status;
 * clients and tests match on it, never on the sentence.
 * @typeParam Extras members of the problem document beside the standard ones, such as `available` of out_of_stock
 */
export function defineError<Extras extends object = object>(
  code: string,
  status: number,
  title: string,
  { constraints = {} }: Options<Extras> = {},
): new (details?: Details & Partial<Extras>) => AppError & { readonly extras: Partial<Extras> } {
  if (definedErrors.has(code)) throw new Error(`Error code ${code} is defined twice`);
  definedErrors.set(code, { status, title });
  class DefinedError extends AppError {
    declare readonly extras: Partial<Extras>;
    constructor(details: Details & Partial<Extras> = {}) {
      super(code, status, title, details);
    }
  }
  for (const [name, details] of Object.entries(constraints)) {
    if (constraintErrors.has(name)) throw new Error(`Constraint ${name} maps to two errors`);
    constraintErrors.set(name, () => new DefinedError(details));
  }
  return DefinedError;
}
