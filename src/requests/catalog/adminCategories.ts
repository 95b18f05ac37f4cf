import { z } from "zod";
import { clearable, clearableProse, IdParams, text } from "../../lib/schemas.js";
import { Slug } from "./productFields.js";

const fields = {
  slug: clearable(Slug).describe("Derived from the name when omitted."),
  parent: clearableProse(255).describe("Id or slug; null or empty for a root category."),
  description: clearableProse(5000),
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
