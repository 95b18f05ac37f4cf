import { defineError } from "./defineError.js";

/** Errors of products, variants and categories. */
export const VariantNotFound = defineError<{ variantId: string } | { productId: string }>(
  "variant_not_found",
  404,
  "There is no such product variant on sale.",
);
export const SlugTaken = defineError("slug_taken", 409, "Another product or category has this slug.", {
  constraints: { products_slug_key: {}, categories_slug_key: {} },
});
export const SkuTaken = defineError("sku_taken", 409, "Another variant has this SKU.", {
  constraints: { product_variants_sku_key: {} },
});
export const DuplicateVariant = defineError(
  "duplicate_variant",
  409,
  "The product has a variant with these options already.",
  { constraints: { product_variants_product_id_options_key: {} } },
);
export const TooManyVariants = defineError(
  "too_many_variants",
  409,
  "A product takes no more than 250 variants.",
);
export const LastVariant = defineError(
  "last_variant",
  409,
  "A product keeps at least one variant; delete the product instead.",
);
export const CategoryHasChildren = defineError(
  "category_has_children",
  409,
  "The category has others below it; move or delete those first.",
);
export const CategoryCycle = defineError(
  "category_cycle",
  409,
  "A category cannot stand below itself or one of its own descendants.",
);
export const CategoryTooDeep = defineError(
  "category_too_deep",
  409,
  "Categories nest no deeper than 20 levels.",
);
export const CurrencyMismatch = defineError<{ variantId: string; currency: string }>(
  "currency_mismatch",
  409,
  "The variant is priced in another currency than the shop sells in.",
  {
    constraints: {
      product_variants_one_currency_check: {
        detail: "The product has variants in another currency; change the prices of all of them.",
      },
    },
  },
);
export const VariantRequired = defineError<{ productId: string }>(
  "variant_required",
  409,
  "The product has several variants; say which (variantId).",
);
