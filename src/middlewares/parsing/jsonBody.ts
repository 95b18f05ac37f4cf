import express, { type ErrorRequestHandler, type RequestHandler } from "express";
import {
  MalformedJson,
  PayloadTooLarge,
  UnsupportedMediaType,
  ValidationFailed,
} from "../../errors/system.js";
import { parseQueryString } from "./queryString.js";

const LIMIT_BYTES = 256 * 1024;
const MAX_DEPTH = 32;
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i;

const readBytes = express.raw({ type: () => true, limit: LIMIT_BYTES });
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/**
 * Parses bodies: only JSON in well-formed UTF-8. Bytes are decoded strictly because the usual parsers silently turn
 * invalid UTF-8 into U+FFFD, and the tree is checked once for values that PostgreSQL or JSON.stringify would reject
 * later. The raw bytes are kept for signatures.
 * @param formPaths paths of our own pages, whose HTML forms are accepted too
 */
export const jsonBody = (formPaths: RegExp): RequestHandler[] => [
  (req, _res, next) => {
    const type = req.headers["content-type"] ?? "";
    const taken = JSON_TYPE.test(type) || (FORM_TYPE.test(type) && formPaths.test(req.path));
    if (hasBody(req) && !taken) throw new UnsupportedMediaType();
    next();
  },
  readBytes,
  (req, res, next) => {
    const bytes: unknown = req.body;
    req.body = undefined;
    if (Buffer.isBuffer(bytes) && bytes.length > 0) {
      res.locals.rawBody = bytes;
      const isForm = FORM_TYPE.test(req.headers["content-type"] ?? "");
      req.body = isForm ? parseQueryString(bytes.toString("latin1")) : parse(bytes);
    }
    next();
  },
];

const hasBody = (req: { headers: Record<string, unknown> }): boolean =>
  req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"] ?? 0) > 0;

function parse(bytes: Buffer): unknown {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch (error) {
    const broken = error instanceof TypeError ? "The body is not valid UTF-8." : undefined;
    throw new MalformedJson({ detail: broken });
  }
  assertSound(value);
  return value;
}

/** Iterative, so that deeply nested input cannot overflow the stack. */
export function assertSound(root: unknown): void {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: root, path: "", depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path, depth } = next;
    if (typeof value === "string") assertSoundText(value, path);
    if (typeof value !== "object" || value === null) continue;
    if (depth === MAX_DEPTH)
      throw refused("", "too_deep", `must not be nested deeper than ${MAX_DEPTH} levels`);
    for (const [key, child] of Object.entries(value)) {
      if (key === "__proto__") throw refused(path, "unrecognized_key", "has a key that is not allowed");
      assertSoundText(key, path);
      waiting.push({ value: child, path: path === "" ? key : `${path}.${key}`, depth: depth + 1 });
    }
  }
}

/** PostgreSQL cannot store NUL, and a lone surrogate cannot be encoded in UTF-8. */
export function assertSoundText(value: string, path: string): void {
  if (value.includes("\0")) throw refused(path, "nul_character", "must not contain a NUL character");
  if (!value.isWellFormed()) throw refused(path, "ill_formed_text", "must be well-formed Unicode");
}

const refused = (path: string, code: string, message: string) =>
  new ValidationFailed({ errors: [{ path: path.slice(0, 200), code, message }] });

/** Translates the errors of express.raw(). */
export const bodyErrors: ErrorRequestHandler = (error: { type?: string }, _req, _res, next) => {
  if (error.type === "entity.too.large") throw new PayloadTooLarge({ limit: LIMIT_BYTES });
  if (error.type === "encoding.unsupported") throw new UnsupportedMediaType();
  next(error);
};
