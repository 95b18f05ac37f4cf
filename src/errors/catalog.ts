import { defineError } from "./defineError.js";

/** Errors of products, variants and categories. */
export const VariantNotFound = defineError<{ variantId: string } | { productId: string }>(
  "variant_not_found",
  404,
  "The product variant does not exist or is not for sale.",
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
  "The product already has a variant with these options.",
  { constraints: { product_variants_product_id_options_key: {} } },
);
export const TooManyVariants = defineError("too_many_variants", 409, "A product has at most 250 variants.");
export const LastVariant = defineError(
  "last_variant",
  409,
  "A product needs at least one variant; delete the product instead.",
);
export const CategoryHasChildren = defineError(
  "category_has_children",
  409,
  "The category has subcategories; move or delete them first.",
);
export const CategoryCycle = defineError("category_cycle", 409, "A category cannot be its own ancestor.");
export const CategoryTooDeep = defineError(
  "category_too_deep",
  409,
  "Categories can be nested at most 20 levels deep.",
);
export const CurrencyMismatch = defineError<{ variantId: string; currency: string }>(
  "currency_mismatch",
  409,
  "The variant's price is not in the shop's currency.",
  {
    constraints: {
      product_variants_one_currency_check: {
        detail: "The product has variants in another currency; change all their prices together.",
      },
    },
  },
);
export const VariantRequired = defineError<{ productId: string }>(
  "variant_required",
  409,
  "The product has several variants; send variantId.",
);
export const AlreadyReviewed = defineError(
  "already_reviewed",
  409,
  "You have already reviewed this product.",
  { constraints: { reviews_product_id_user_id_key: {} } },
);
export const OwnReview = defineError("own_review", 409, "You cannot vote for your own review.", {
  constraints: { review_votes_own_check: {} },
});
