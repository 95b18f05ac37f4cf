export const PRODUCT_STATUSES = ["draft", "active", "archived"] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

export const MAX_OPTIONS = 3;
export const MAX_VARIANTS = 250;
