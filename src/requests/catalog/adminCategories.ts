import { z } from "zod";
import { IdParams, prose, text } from "../../lib/schemas.js";
import { Slug } from "./productFields.js";

const fields = {
  slug: Slug.nullable().optional().describe("Made of the name when it is left out."),
  parent: z.string().min(1).max(255).nullable().optional().describe("Id or slug; null for a root."),
  description: prose(5000).nullable().optional(),
  position: z.int().min(0).max(1_000_000).optional(),
};

export const ListAllCategories = {};
export const ShowAnyCategory = { params: IdParams };
export const CreateCategory = {
  body: z.strictObject({ name: text(255), ...fields }).meta({ id: "CategoryBody" }),
};
export const UpdateCategory = {
  params: IdParams,
  body: z.strictObject({ name: text(255).optional(), ...fields }).meta({ id: "CategoryPatch" }),
};
export const DeleteCategory = { params: IdParams };
