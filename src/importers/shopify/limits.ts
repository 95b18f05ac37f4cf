/** Maximum characters of a name: title, vendor, SKU, tag, option (Shopify's limit is 255 for each). */
export const MAX_NAME = 255;

/** Maximum characters of an SEO description; Shopify recommends 160 and does not truncate. */
export const MAX_SEO_DESCRIPTION = 5_000;

/** Maximum characters of an image's alternative text (Shopify: 512). */
export const MAX_ALT = 512;

/** Maximum characters of an image's URL; browsers and caches do not support longer ones reliably. */
export const MAX_URL = 2_048;

/** Maximum bytes of a description. */
export const MAX_DESCRIPTION_BYTES = 65_536;

/** Maximum tags, images and variants of a product (Shopify, "Product limits"). */
export const MAX_TAGS = 250;
export const MAX_IMAGES = 250;
export const MAX_VARIANTS = 2_048;

/** Rows of one product held in memory, rejected ones included; further rows are rejected one by one. */
export const MAX_ROWS = 5_000;

/** Maximum bytes of one row. It limits the memory that an unclosed quote can use. */
export const MAX_ROW_BYTES = 1_048_576;

/** Maximum bytes of the header row. */
export const MAX_HEADER_BYTES = 65_536;

/** Grams and pieces are PostgreSQL integers. */
export const MAX_INTEGER = 2_147_483_647;
