import { z } from "zod";
import { config } from "../../config.js";
import { MAX_AMOUNT } from "../../lib/money/money.js";
import { RELATED_LIMIT } from "../../lib/paging.js";
import {
  IdOrSlugParams,
  PAGE_OR_CURSOR,
  pageOrCursor,
  pagination,
  queryFlag,
  whole,
} from "../../lib/schemas.js";
import { searchWords } from "../../lib/text/searchWords.js";
import { PRODUCT_SORTS } from "../../models/catalog/vocabulary.js";

const OPTION = "option.";
/** A product has at most three options, so more names cannot match. */
const MAX_OPTION_NAMES = 5;
const MAX_OPTION_VALUES = 50;

/** The words of a search; null when the search is empty. */
export const Search = z
  .string()
  .max(200)
  .transform((typed) => (typed.trim() === "" ? null : searchWords(typed)));
const amount = whole(0, MAX_AMOUNT);
const label = z.string().min(1).max(255);

const query = z
  .strictObject({
    q: Search.optional().describe("Words of the title, or their beginnings; all must match."),
    category: label.optional().describe("Id or slug; includes its descendants."),
    tag: label.optional(),
    brand: label.optional(),
    minPrice: amount.optional().describe("Minor units; compared with the cheapest variant."),
    maxPrice: amount.optional(),
    onSale: queryFlag.optional(),
    inStock: queryFlag.optional().describe("Whether at least one variant can be bought now."),
    minRating: z
      .string()
      .regex(/^[1-5](\.\d{1,2})?$/, "must be a number from 1 to 5")
      .transform(Number)
      .pipe(z.number().max(5))
      .optional(),
    sort: z.enum(PRODUCT_SORTS).optional().describe("Default: relevance with `q`, else newest."),
    expand: z.enum(["variants"]).optional(),
    currency: z
      .string()
      .refine((code) => code === config.currency, `this shop sells in ${config.currency}`)
      .optional(),
    ...pagination,
  })
  .catchall(z.union([label, z.array(label).max(MAX_OPTION_VALUES)]));

type Values = Record<string, string | string[]>;
const optionsIn = (values: Values): [name: string, values: string[]][] =>
  Object.entries(values)
    .filter(([key]) => key.startsWith(OPTION))
    .map(([key, value]) => [key.slice(OPTION.length), [value].flat()]);

export const ListProducts = {
  query: query
    .superRefine((values, context) => {
      const isOption = (key: string) => key.startsWith(OPTION) && key.length > OPTION.length;
      const keys = Object.keys(values).filter((key) => !(key in query.shape) && !isOption(key));
      if (keys.length > 0) context.addIssue({ code: "unrecognized_keys", keys, input: values });
      if (optionsIn(values).length > MAX_OPTION_NAMES)
        context.addIssue({ code: "custom", path: ["option"], message: "too many options" });
    })
    .refine(pageOrCursor, PAGE_OR_CURSOR)
    .refine(({ minPrice = 0, maxPrice = MAX_AMOUNT }) => minPrice <= maxPrice, {
      message: "must not be above maxPrice",
      path: ["minPrice"],
    })
    .transform((values) => ({ ...values, options: optionsIn(values as Values) })),
};

export const ShowProduct = { params: IdOrSlugParams };

export const ListRelated = {
  params: IdOrSlugParams,
  query: z.strictObject({ limit: whole(1, 24).default(RELATED_LIMIT) }),
};
