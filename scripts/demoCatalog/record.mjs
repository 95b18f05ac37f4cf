import { apparelProducts } from "./products/apparel.mjs";
import { homeProducts } from "./products/home.mjs";
import { outdoorsProducts } from "./products/outdoors.mjs";
import { workshopProducts } from "./products/workshop.mjs";

/**
 * @typedef {object} ProductRecord the source of a product; handle, images and variants are derived from it
 * @property {string} title the handle is derived from it
 * @property {string} category path from the root, "Workshop > Hand Tools"
 * @property {string} text the description's paragraph; its first sentence is the SEO description
 * @property {string[]} points the description's list
 * @property {string} sku the product's part of each SKU: "MUG" gives CW-MUG-MOS
 * @property {number} price cents
 * @property {number} [off] cents by which the compare-at price is higher; absent when not on sale
 * @property {number} grams
 * @property {Record<string, [value: string, extra?: {price?: number, off?: number, grams?: number}][]>} [options]
 *   what a value adds to price, reduction and weight; the variants are all combinations, the last option varies fastest
 * @property {number[]} stock one number per variant, in that order; empty when not tracked
 * @property {boolean} [tracked] false when stock is not counted
 * @property {"continue"} [policy] allows backorders
 * @property {false} [barcode] false: the product has no barcode
 * @property {"draft"} [status]
 * @property {{motif: string, look?: string, looks?: string[], detail?: [number, number, number, string]}} picture
 *   one colourway, or one per option value of that name; a detail view is x, y, zoom and its alt text
 */

/** @type {ProductRecord[]} */
const RECORDS = [...workshopProducts, ...homeProducts, ...outdoorsProducts, ...apparelProducts];

const slug = (text) =>
  text
    .toLowerCase()
    .replace(/['’.]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** "12 mm" → 12, "Walnut" → WAL, "XL" → XL, "0.7 litre" → 07. */
const skuPart = (value) => {
  const [first] = value.toUpperCase().split(" ");
  return /^\d/.test(first) ? first.replace(/\D/g, "") : first.slice(0, 3);
};

/** Every combination of option values, the last option varying fastest, as lists of [name, value, extra]. */
const combinations = (options) =>
  Object.entries(options).reduce(
    (rows, [name, values]) =>
      rows.flatMap((row) => values.map(([value, extra = {}]) => [...row, { name, value, extra }])),
    [[]],
  );

function variantsOf(record, imageOf) {
  const rows = combinations(record.options ?? {});
  if (record.tracked !== false && record.stock.length !== rows.length) {
    throw new Error(`${record.title}: ${record.stock.length} quantities for ${rows.length} variants`);
  }
  return rows.map((row, i) => {
    const sum = (field) => row.reduce((total, { extra }) => total + (extra[field] ?? 0), record[field] ?? 0);
    const price = sum("price");
    const off = sum("off");
    return {
      options: row.map(({ name, value }) => ({ name, value })),
      sku: ["CW", record.sku, ...row.map(({ value }) => skuPart(value))].join("-"),
      price,
      compareAt: off > 0 ? price + off : null,
      grams: sum("grams"),
      quantity: record.tracked === false ? null : record.stock[i],
      image: row.map(({ value }) => imageOf.get(value)).find((file) => file !== undefined) ?? null,
    };
  });
}

/** One image per colourway, the first under the bare handle, then the detail view. */
function imagesOf({ title, picture }, handle) {
  const { motif, looks = [picture.look], detail } = picture;
  const images = looks.map((look, i) => ({
    file: i === 0 ? `${handle}.svg` : `${handle}-${slug(look)}.svg`,
    alt: looks.length > 1 ? `${title} in ${look.toLowerCase()}` : title,
    motif,
    look,
  }));
  if (detail) {
    const [x, y, zoom, alt] = detail;
    images.push({ file: `${handle}-detail.svg`, alt, motif, look: looks[0], focus: [x, y, zoom] });
  }
  return images;
}

/** All products, with the handle, images and variants derived from their records. */
export const products = RECORDS.map((record) => {
  const handle = slug(record.title);
  const images = imagesOf(record, handle);
  const imageOf = new Map((record.picture.looks ?? []).map((look, i) => [look, images[i].file]));
  return { ...record, handle, images, variants: variantsOf(record, imageOf) };
});
