/** One field that was refused: `path` is dotted and begins with where it came from when that is not the body. */
export type FieldError = { path: string; code: string; message: string };

/** What the audit log holds of a refusal. */
export type RefusalFact = { action: string; target: { type: string; id: string }; after?: object };

type Details = {
  detail?: string;
  errors?: FieldError[];
  /** Extra response headers, such as Retry-After. */
  headers?: Record<string, string | string[]>;
  /** For refusals that the audit log keeps: written after the rollback, never shown. */
  audit?: RefusalFact;
  /** Typed extras of this code, such as `available` of out_of_stock. */
  [extra: string]: unknown;
};

export class AppError extends Error {
  readonly detail: string;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string | string[]>;
  readonly audit: RefusalFact | undefined;
  readonly extras: Record<string, unknown>;

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

/** code → what it means; the OpenAPI document and /problems are written from it. */
export const errorCatalog = new Map<string, { status: number; title: string }>();

/** One code, one class. */
export function defineError(code: string, status: number, title: string) {
  if (errorCatalog.has(code)) throw new Error(`Error code ${code} is defined twice`);
  errorCatalog.set(code, { status, title });
  return class extends AppError {
    constructor(details: Details = {}) {
      super(code, status, title, details);
    }
  };
}
