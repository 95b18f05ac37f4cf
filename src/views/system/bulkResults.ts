import { z } from "zod";
import type { AppError } from "../../errors/defineError.js";
import { Id } from "../../lib/schemas.js";

/** The results of a batch, in the order of its items. Each item succeeds or fails alone. */
export const BulkResultsView = z
  .strictObject({
    results: z.array(
      z.strictObject({
        id: Id.nullable().describe("Null when no resource has the SKU."),
        status: z
          .int()
          .describe("The status that a request for this item alone would have: 200 or an error."),
        code: z.string().nullable().describe("The code of the error; null on success."),
        errors: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })),
      }),
    ),
  })
  .meta({ id: "BulkResults" });

export const renderBulkResults = (
  results: { id: string | null; error: AppError | null }[],
): z.input<typeof BulkResultsView> => ({
  results: results.map(({ id, error }) => ({
    id,
    status: error?.status ?? 200,
    code: error?.code ?? null,
    errors: error?.errors ?? [],
  })),
});
