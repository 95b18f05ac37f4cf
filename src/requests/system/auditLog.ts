import { z } from "zod";
import { PAGE_OR_CURSOR, pageOrCursor, pagination } from "../../lib/schemas.js";

const label = z.string().min(1).max(255);
const moment = z.iso.datetime({ offset: true }).transform((time) => new Date(time));

export const ListAuditLog = {
  query: z
    .strictObject({
      actor: label.optional().describe("The id of a user or an API key, or `system` or `guest`."),
      action: label
        .optional()
        .describe("An action such as `role.updated`; `role.*` matches every action with that prefix."),
      target: label.optional().describe("The id of the changed object."),
      from: moment.optional().describe("At or after this time."),
      to: moment.optional().describe("Before this time."),
      ...pagination,
    })
    .refine(pageOrCursor, PAGE_OR_CURSOR)
    .refine(({ from, to }) => !from || !to || from <= to, {
      message: "must not be before from",
      path: ["to"],
    }),
};
