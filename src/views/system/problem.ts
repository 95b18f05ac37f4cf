import { z } from "zod";
import type { AppError } from "../../errors/defineError.js";

/** RFC 9457. The object is loose because codes may have extra members (out_of_stock has `available`). */
export const Problem = z
  .looseObject({
    type: z.string().describe("The path of a description of this kind of problem."),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().describe("Stable; match on this."),
    requestId: z.string(),
    errors: z
      .array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() }))
      .optional()
      .describe("One entry per rejected field."),
  })
  .meta({ id: "Problem", description: "An error (RFC 9457, application/problem+json)." });

export const renderProblem = (error: AppError, requestId: string) => ({
  // First, so that an extra cannot overwrite a standard member.
  ...error.extras,
  type: `/problems/${error.code}`,
  title: error.title,
  status: error.status,
  detail: error.detail,
  code: error.code,
  requestId,
  ...(error.errors && { errors: error.errors }),
});
