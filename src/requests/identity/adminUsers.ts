import { z } from "zod";
import { IdParams, PAGE_OR_CURSOR, pageOrCursor, pagination } from "../../lib/schemas.js";

export const ListCustomers = {
  query: z
    .strictObject({
      q: z.string().trim().max(200).optional().describe("Part of an e-mail address, a username or a name."),
      role: z.string().min(1).max(50).optional(),
      ...pagination,
    })
    .refine(pageOrCursor, PAGE_OR_CURSOR),
};
export const ShowUser = { params: IdParams };
export const AssignRole = {
  params: IdParams,
  body: z
    .strictObject({ role: z.string().min(1).max(50).describe("The name of a role.") })
    .meta({ id: "UserRoleBody" }),
};
