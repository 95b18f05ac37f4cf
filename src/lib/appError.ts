/** One field that was refused: `path` is dotted and begins with where it came from when that is not the body. */
export type FieldError = { path: string; code: string; message: string };

type Details = {
  detail?: string;
  errors?: FieldError[];
  /** Extra response headers, such as Retry-After. */
  headers?: Record<string, string | string[]>;
  /** Typed extras of this code, such as `available` of out_of_stock. */
  [extra: string]: unknown;
};

export class AppError extends Error {
  readonly detail: string;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string | string[]>;
  readonly extras: Record<string, unknown>;

  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string,
    { detail, errors, headers, ...extras }: Details = {},
  ) {
    super(`${code}: ${detail ?? title}`);
    this.name = "AppError";
    this.detail = detail ?? title;
    this.errors = errors;
    this.headers = headers ?? {};
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
