/** Most characters in a name-like cell: title, vendor, SKU, tag, option … (Shopify's own limit is 255 for each). */
export const MAX_NAME = 255;

/** Most characters of a search-engine description; Shopify advises 160 and truncates nothing. */
export const MAX_SEO_DESCRIPTION = 5_000;

/** Most characters of an image's alternative text (Shopify: 512). */
export const MAX_ALT = 512;

/** Most characters of an image's address; longer ones break in browsers and caches. */
export const MAX_URL = 2_048;

/** Most bytes of a description. */
export const MAX_DESCRIPTION_BYTES = 65_536;

/** Most tags, images and variants of a product (Shopify, "Product limits"). */
export const MAX_TAGS = 250;
export const MAX_IMAGES = 250;
export const MAX_VARIANTS = 2_048;

/** Rows of one product that are held at once, refused ones included; what follows is refused row by row. */
export const MAX_ROWS = 5_000;

/** Most bytes of one row. An unclosed quote swallows the rest of the file, and memory must not follow it. */
export const MAX_ROW_BYTES = 1_048_576;

/** Most bytes of the header row. */
export const MAX_HEADER_BYTES = 65_536;

/** Grams and pieces are PostgreSQL integers. */
export const MAX_INTEGER = 2_147_483_647;
