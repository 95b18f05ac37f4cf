export const PRODUCT_STATUSES = ["draft", "active", "archived"] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

/** The orders of a list of products; `relevance` needs a search. */
export const PRODUCT_SORTS = ["relevance", "newest", "price", "-price", "title", "-title", "rating"] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];

/** Maximum characters; search engines show fewer. */
export const MAX_SEO_TITLE = 255;
export const MAX_SEO_DESCRIPTION = 5_000;

export const MAX_OPTIONS = 3;
export const MAX_VARIANTS = 250;

/** Only approved reviews are public and count in the rating of a product. */
export const REVIEW_STATUSES = ["pending", "approved", "rejected"] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

export const REVIEW_SORTS = ["newest", "helpful"] as const;
export type ReviewSort = (typeof REVIEW_SORTS)[number];
