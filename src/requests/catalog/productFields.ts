import { z } from "zod";
import { config } from "../../config.js";
import { sanitizeHtml } from "../../lib/text/html.js";
import {
  clearable,
  clearableProse,
  clearableText,
  Id,
  Money,
  optionalProse,
  text,
} from "../../lib/schemas.js";
import { isUuid } from "../../lib/text/slug.js";
import {
  MAX_OPTIONS,
  MAX_SEO_DESCRIPTION,
  MAX_SEO_TITLE,
  MAX_VARIANTS,
  PRODUCT_STATUSES,
} from "../../models/catalog/vocabulary.js";

/** Money in the shop's currency, parsed to its amount in minor units. */
const Price = Money.refine(({ currency }) => currency === config.currency, {
  message: `this shop sells in ${config.currency}`,
  path: ["currency"],
}).transform(({ amount }) => amount);

const MAX_STOCK = 1_000_000_000;
const MAX_GRAMS = 1_000_000_000;
export const OnHand = z.int().min(0).max(MAX_STOCK).describe("Pieces in stock.");

export const Slug = z
  .string()
  .max(255)
  .transform((slug) => slug.trim().normalize("NFC").toLowerCase())
  .pipe(
    z
      .string()
      .regex(
        /^[\p{L}\p{N}\p{M}]+(-[\p{L}\p{N}\p{M}]+)*$/u,
        "must be letters and digits separated by single dashes",
      )
      .refine((slug) => !isUuid(slug), "must not be a UUID"),
  );

const ImageUrl = z
  .string()
  .trim()
  .max(2048)
  .regex(/^(https?:\/\/[^\s/]|\/(?!\/))\S*$/i, "must be an http(s) URL or a path of this site")
  .transform((url) => url.replace(/^https?/i, (scheme) => scheme.toLowerCase()));
const side = z
  .int()
  .min(1)
  .max(100_000)
  .nullish()
  .transform((value) => value ?? null);
export const ImageInput = z
  .strictObject({
    url: ImageUrl,
    alt: optionalProse(500),
    width: side,
    height: side,
  })
  .meta({ id: "ImageBody" });

const optionName = text(64);
const optionValue = text(255);

/** The fields of a variant without its stock, all optional; null clears a nullable field. */
const variantFields = {
  sku: clearableText(255),
  options: z.record(optionName, optionValue).optional(),
  price: Price.optional(),
  compareAtPrice: Price.nullable().optional().describe("Former price; must be above the price."),
  barcode: clearableText(64),
  weightGrams: z.int().min(0).max(MAX_GRAMS).nullable().optional(),
  trackInventory: z.boolean().optional().describe("Default true; false: stock is not counted."),
  backorder: z.boolean().optional().describe("Default false; true: can be sold when out of stock."),
};
type VariantFields = z.output<z.ZodObject<typeof variantFields>>;

/** Maps field names to column names; omitted fields stay omitted. */
const toColumns = <T extends VariantFields>({ price, compareAtPrice, trackInventory, ...rest }: T) => ({
  ...rest,
  priceAmount: price,
  compareAtAmount: compareAtPrice,
  tracked: trackInventory,
});

const title = clearableText(255).describe("Default: the option values.");
const imageUrl = clearable(ImageUrl).describe("URL of an image; a new URL is added to `images`.");
const variant = { ...variantFields, title, imageUrl };

export const VariantPatch = z.strictObject(variant).meta({ id: "VariantPatch" }).transform(toColumns);
export const VariantInput = z
  .strictObject({ ...variant, onHand: OnHand.optional() })
  .meta({ id: "VariantBody" })
  .transform(toColumns);
/** In the PATCH of a product: `id` is that of an existing variant. */
export const VariantEntry = z
  .strictObject({ ...variant, id: Id.optional(), onHand: OnHand.optional() })
  .meta({ id: "VariantEntry" })
  .transform(toColumns);

/** The variant fields that a product with a single variant accepts at the top level. */
const { options: _, ...singleFields } = variantFields;
type SingleField = keyof typeof singleFields | "onHand";
export const SINGLE_FIELDS = [...Object.keys(singleFields), "onHand"] as SingleField[];
export const single = singleFields;

/** The fields of the single variant in a product's body; undefined without any. */
export function singleVariantOf(
  body: Partial<z.output<z.ZodObject<typeof singleFields>>> & { onHand?: number },
) {
  const given = SINGLE_FIELDS.filter((name) => body[name] !== undefined);
  if (given.length === 0) return undefined;
  return toColumns(Object.fromEntries(given.map((name) => [name, body[name]])) as typeof body);
}

const unique = (values: string[]): string[] => [...new Set(values)];
const option = z.strictObject({
  name: optionName,
  values: z.array(optionValue).min(1).max(MAX_VARIANTS).transform(unique),
});

/** The fields of the product itself, all optional. */
export const productFields = {
  slug: clearable(Slug).describe("Derived from the title when omitted."),
  description: z
    .string()
    .max(100_000)
    .nullable()
    .transform((html) => sanitizeHtml(html ?? ""))
    .optional()
    .describe("HTML; unsafe markup is removed."),
  brand: clearableText(255),
  status: z.enum(PRODUCT_STATUSES).optional(),
  seo: z
    .strictObject({
      title: clearableText(MAX_SEO_TITLE),
      description: clearableProse(MAX_SEO_DESCRIPTION),
    })
    .optional()
    .describe("Title and description for search engines; omitted fields keep their values."),
  tags: z.array(text(64)).max(100).transform(unique).optional(),
  categories: z.array(z.string().min(1).max(255)).max(50).optional().describe("Ids or slugs."),
  images: z.array(ImageInput).max(250).optional(),
  options: z.array(option).max(MAX_OPTIONS).optional().describe("Derived from the variants when omitted."),
};
