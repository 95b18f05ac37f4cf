import { isDeepStrictEqual } from "node:util";
import { config } from "../../../config.js";
import type { ImportedVariant } from "../../../importers/shopify/importedProduct.js";
import { NEW_VARIANT } from "../../../models/catalog/productFields.js";
import type { StaffProductRow, StaffVariantRow } from "../../../models/catalog/listing/productRows.js";
import { deriveOptions } from "../products/options.js";
import type { WantedImage, WantedProduct, WantedVariant } from "../products/wantedProduct.js";
import type { Field, ProductItem } from "./plan.js";
import type { Matches } from "./planImport.js";
import { planStock } from "./planStock.js";

type Given = {
  matches: Matches;
  staying: StaffVariantRow[];
  retired: StaffVariantRow[];
  bad: Set<ImportedVariant>;
  category: string | null;
  keepStock: boolean;
};

/** The product that the file describes. Fields without a column in the file keep their stored values. */
export function wantedProduct(
  item: ProductItem,
  stored: StaffProductRow | null,
  { matches, staying, retired, bad, category, keepStock }: Given,
): WantedProduct {
  const { product, columns } = item;
  const given = <T>(fields: Field[], told: T, kept: T | undefined): T =>
    kept === undefined || fields.some((field) => columns.has(field)) ? told : kept;
  const unwritten = [...bad].flatMap((variant) => matches.get(variant) ?? []);
  const listed = [...wantedImages(item, stored), ...unwritten.flatMap(({ image }) => image ?? [])];
  const images = given<WantedImage[] | null>(["imageUrl"], listed, stored ? null : undefined);
  const shown = new Set([...(images ?? stored?.images ?? []), ...product.variants].map(urlOf));

  // A file with all variants defines their order; a file with some of them does not.
  const isComplete = staying.length === 0;
  let last = Math.max(-1, ...(stored?.variants ?? []).map(({ position }) => position));
  const variants = product.variants.flatMap((variant, index): WantedVariant[] => {
    if (bad.has(variant)) return [];
    const match = matches.get(variant);
    const position = isComplete ? index : (match?.position ?? ++last);
    return [{ ...wantedVariant(variant, match), position }];
  });
  function wantedVariant(variant: ImportedVariant, match: StaffVariantRow | undefined) {
    // A stored compare-at price in another currency is not comparable.
    const compared = match?.currency === config.currency ? match.compareAtAmount : null;
    const compareAt = given(["compareAtPrice"], variant.compareAtAmount, match && compared);
    const isSame = match !== undefined && isDeepStrictEqual(match.options, variant.options);
    const keptUrl = match && (match.image && shown.has(match.image.url) ? match.image.url : null);
    return {
      ...NEW_VARIANT,
      ...match,
      sku: given(["sku"], variant.sku, match?.sku),
      // The file's titles are derived from the options; a stored title stays while the options stay.
      title: isSame ? match.title : variant.title,
      options: variant.options,
      priceAmount: variant.priceAmount,
      compareAtAmount: compareAt !== null && compareAt > variant.priceAmount ? compareAt : null,
      barcode: given(["barcode"], variant.barcode, match?.barcode),
      weightGrams: given(["grams"], variant.weightGrams, match?.weightGrams),
      imageUrl: given(["variantImage"], variant.imageUrl, keptUrl),
      ...planStock(item, variant, match, { keepStock }),
      before: match ?? null,
    };
  }

  return {
    fields: {
      slug: product.handle,
      title: product.title,
      description: given(["description"], product.descriptionHtml, stored?.description),
      brand: given(["vendor"], product.vendor, stored?.brand),
      status: given(["status", "published"], product.status, stored?.status),
      options: deriveOptions([...variants, ...unwritten, ...staying], product.options),
      tags: given(["tags"], product.tags, stored?.tags),
      seoTitle: given(["seoTitle"], product.seoTitle, stored?.seoTitle),
      seoDescription: given(["seoDescription"], product.seoDescription, stored?.seoDescription),
    },
    images,
    categoryIds: given(["category", "type"], category === null ? [] : [category], stored ? null : undefined),
    variants,
    retired: retired.map(({ id }) => id),
  };
}

const urlOf = (image: { url: string } | { imageUrl: string | null }): string | null =>
  "url" in image ? image.url : image.imageUrl;

/** The file's images. The file has no sizes, and alternative texts only with their own column. */
function wantedImages({ product, columns }: ProductItem, stored: StaffProductRow | null): WantedImage[] {
  return product.images.map(({ url, alt }) => {
    const known = stored?.images.find((image) => image.url === url);
    const told = columns.has("imageAlt") ? alt : (known?.alt ?? alt);
    return { url, alt: told, width: known?.width ?? null, height: known?.height ?? null };
  });
}
