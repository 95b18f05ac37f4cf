import {
  parseBoolean,
  parseCategoryPath,
  parseDescription,
  parseName,
  parseStatus,
  parseTags,
  parseText,
} from "./cells.js";
import type { ImportedProduct } from "./importedProduct.js";
import { MAX_SEO_DESCRIPTION } from "./limits.js";
import type { RowReader } from "./RowReader.js";

export type ProductDetails = Omit<ImportedProduct, "handle" | "options" | "images" | "variants">;

/** Reads the fields of the product itself, which only its first row has. */
export function readDetails(reader: RowReader): ProductDetails {
  if (!reader.has("title")) reader.refuse("the title is missing on the product's first row", "title");
  const category = reader.read("category", parseCategoryPath, []);
  const type = reader.read("type", parseName, null);
  return {
    title: reader.read("title", parseName, ""),
    descriptionHtml: reader.read("description", parseDescription, ""),
    vendor: reader.read("vendor", parseName, null),
    productCategory: category.length > 0 || type === null ? category : [type],
    tags: reader.read("tags", parseTags, []),
    status: readStatus(reader),
    seoTitle: reader.read("seoTitle", parseName, null),
    seoDescription: reader.read("seoDescription", parseText(MAX_SEO_DESCRIPTION), null),
  };
}

/** Status takes precedence over Published; blank means published (Shopify Help, "Published on online store"). */
function readStatus(reader: RowReader): ImportedProduct["status"] {
  const published = reader.read("published", parseBoolean, true);
  return reader.read("status", parseStatus, published ? "active" : "draft");
}
