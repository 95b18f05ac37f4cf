import { z } from "zod";
import type { AppError } from "../../errors/defineError.js";

/** RFC 9457. Codes may carry extras (out_of_stock has `available`), hence the loose object. */
export const Problem = z
  .looseObject({
    type: z.string().describe("Where this kind of problem is described."),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().describe("Stable; match on this."),
    requestId: z.string(),
    errors: z
      .array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() }))
      .optional()
      .describe("One entry per field that was refused."),
  })
  .meta({ id: "Problem", description: "An error (RFC 9457, application/problem+json)." });

export const renderProblem = (error: AppError, requestId: string) => ({
  // First, so that an extra can never take the place of a standard member.
  ...error.extras,
  type: `/problems/${error.code}`,
  title: error.title,
  status: error.status,
  detail: error.detail,
  code: error.code,
  requestId,
  ...(error.errors && { errors: error.errors }),
});
