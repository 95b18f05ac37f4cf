import type { Request } from "express";
import type { z } from "zod";
import { type FieldError } from "../../errors/defineError.js";
import { ValidationFailed } from "../../errors/system.js";
import type { Call, Shape } from "../../http/action.js";
import { assertSoundText } from "../parsing/jsonBody.js";

/**
 * Checks path, query and body against the shape in one pass, so that one response names every invalid field. Parts
 * without a schema must be empty: an unknown parameter is probably a mistake.
 * @throws ValidationFailed with one entry per field
 */
export function parseInput<S extends Shape>(
  shape: S,
  req: Request,
): Pick<Call<S>, "params" | "query" | "body"> {
  const query = { ...req.query };
  for (const [name, value] of [...Object.entries(query), ...Object.entries(req.params)]) {
    for (const text of [name, value].flat()) if (typeof text === "string") assertSoundText(text, name);
  }
  // An open schema (options of products) would ignore it.
  const errors: FieldError[] = Object.hasOwn(query, "__proto__") ? [unrecognized("__proto__")] : [];
  const part = (schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) {
      errors.push(...unexpected(value));
      return undefined;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    errors.push(...parsed.error.issues.flatMap(fieldErrors));
    return undefined;
  };
  const parsed = {
    params: part(shape.params, shape.params ? req.params : {}),
    query: part(shape.query, query),
    // A missing body is read as an empty object, so that the response names the missing fields.
    body: part(shape.body, req.body === undefined ? {} : (req.body as unknown)),
  };
  if (errors.length > 0) throw new ValidationFailed({ errors: errors.slice(0, 100) });
  return parsed as Pick<Call<S>, "params" | "query" | "body">;
}

function unexpected(value: unknown): FieldError[] {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return Object.keys(value).map(unrecognized);
  return [{ path: "", code: "unexpected_body", message: "takes no body" }];
}

const unrecognized = (key: string): FieldError => ({
  path: key.slice(0, 200),
  code: "unrecognized_key",
  message: "is not known here",
});

/** One entry per field: zod puts several unknown keys, or the branches of a union, into a single issue. */
function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unrecognized(path === "" ? key : `${path}.${key}`));
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    // The branch with the fewest errors is probably the intended one.
    const branch = issue.errors.reduce((best, next) => (next.length < best.length ? next : best));
    return branch.flatMap((inner) => fieldErrors({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [{ path: path.slice(0, 200), code: issue.code, message: issue.message }];
}
