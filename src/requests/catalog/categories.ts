import { IdOrSlugParams } from "../../lib/schemas.js";

export const ListCategories = {};
export const ShowCategory = { params: IdOrSlugParams };
