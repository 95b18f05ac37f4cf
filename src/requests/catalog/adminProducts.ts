import { z } from "zod";
import { Id, IdParams, PAGE_OR_CURSOR, pageOrCursor, pagination, text } from "../../lib/schemas.js";
import { searchWords } from "../../lib/text/searchWords.js";
import { MAX_VARIANTS, PRODUCT_SORTS, PRODUCT_STATUSES } from "../../models/catalog/vocabulary.js";
import {
  ImageInput,
  OnHand,
  productFields,
  single,
  SINGLE_FIELDS,
  singleVariantOf,
  VariantEntry,
  VariantInput,
  VariantPatch,
} from "./productFields.js";

const label = z.string().min(1).max(255);

export const ListAllProducts = {
  query: z
    .strictObject({
      q: z
        .string()
        .max(200)
        .transform((typed) => (typed.trim() === "" ? null : { words: searchWords(typed), sku: typed.trim() }))
        .optional()
        .describe("Words of the title, or a whole SKU."),
      status: z.enum(PRODUCT_STATUSES).optional(),
      category: label.optional(),
      tag: label.optional(),
      brand: label.optional(),
      sort: z.enum(PRODUCT_SORTS).exclude(["relevance", "rating"]).default("newest"),
      ...pagination,
    })
    .refine(pageOrCursor, PAGE_OR_CURSOR),
};

type Context = z.core.$RefinementCtx;
type Body = { variants?: unknown } & Record<string, unknown>;
const issue = (context: Context, path: string, message: string) =>
  context.addIssue({ code: "custom", path: [path], message });

/** A body has either `variants` or the fields of a single variant at the top level. */
function oneForm(body: Body, context: Context): void {
  if (body.variants === undefined) return;
  for (const name of SINGLE_FIELDS)
    if (body[name] !== undefined)
      issue(context, name, "must be a field of the variants when `variants` is present");
}
function priced(body: Body, context: Context): void {
  if (body.variants === undefined && body.price === undefined)
    issue(context, "price", "is required unless `variants` is present");
}

export const CreateProduct = {
  body: z
    .strictObject({
      title: text(255),
      ...productFields,
      ...single,
      onHand: OnHand.optional(),
      variants: z.array(VariantInput).min(1).max(MAX_VARIANTS).optional(),
    })
    .superRefine((body, context) => {
      oneForm(body, context);
      priced(body, context);
    })
    .meta({ id: "ProductBody" })
    .transform(({ variants, ...body }) => ({
      title: body.title,
      slug: body.slug ?? null,
      description: body.description ?? "",
      brand: body.brand ?? null,
      status: body.status ?? ("draft" as const),
      tags: body.tags ?? [],
      seoTitle: body.seo?.title ?? null,
      seoDescription: body.seo?.description ?? null,
      categories: body.categories ?? [],
      images: body.images ?? [],
      options: body.options ?? null,
      variants: variants ?? [singleVariantOf(body) ?? {}],
      simple: variants === undefined,
    })),
};

export const ShowAnyProduct = { params: IdParams };

export const UpdateProduct = {
  params: IdParams,
  body: z
    .strictObject({
      title: text(255).optional(),
      ...productFields,
      ...single,
      variants: z.array(VariantEntry).min(1).max(MAX_VARIANTS).optional(),
    })
    .superRefine(oneForm)
    .meta({ id: "ProductPatch" })
    .transform(
      ({ title, slug, description, brand, status, tags, seo, categories, images, options, ...rest }) => ({
        product: {
          ...{ title, slug, description, brand, status, tags, images, options },
          ...{ seoTitle: seo?.title, seoDescription: seo?.description },
        },
        categories,
        variants: rest.variants,
        variant: singleVariantOf(rest),
      }),
    ),
};

export const DeleteProduct = { params: IdParams };
export const Publication = { params: IdParams };

export const AddVariant = { params: IdParams, body: VariantInput };
export const ShowVariant = { params: IdParams };
export const UpdateVariant = { params: IdParams, body: VariantPatch };
export const DeleteVariant = { params: IdParams };

export const AddImage = { params: IdParams, body: ImageInput };
export const DeleteImage = { params: z.strictObject({ id: Id, imageId: Id }) };
