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

const SORTS = ["relevance", "newest", "price", "-price", "title", "-title", "rating"] as const;
const OPTION = "option.";
/** A product has at most three options; more names than this cannot match. */
const MAX_OPTION_NAMES = 5;
const MAX_OPTION_VALUES = 50;

/** What was typed into a search box, as words; null when the box was empty. */
export const Search = z
  .string()
  .max(200)
  .transform((typed) => (typed.trim() === "" ? null : searchWords(typed)));
const amount = whole(0, MAX_AMOUNT);
const label = z.string().min(1).max(255);

const query = z
  .strictObject({
    q: Search.optional().describe("Words of the title, or how they begin; all of them must match."),
    category: label.optional().describe("Id or slug; its descendants count."),
    tag: label.optional(),
    brand: label.optional(),
    minPrice: amount.optional().describe("Minor units, on the cheapest variant."),
    maxPrice: amount.optional(),
    onSale: queryFlag.optional(),
    inStock: queryFlag.optional().describe("Whether some variant can be bought right now."),
    minRating: z
      .string()
      .regex(/^[1-5](\.\d{1,2})?$/, "must be a number from 1 to 5")
      .transform(Number)
      .pipe(z.number().max(5))
      .optional(),
    sort: z.enum(SORTS).optional().describe("Default: relevance with `q`, else newest."),
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
