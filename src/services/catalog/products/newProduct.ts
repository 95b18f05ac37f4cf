import { type FieldError } from "../../../errors/defineError.js";
import { ValidationFailed } from "../../../errors/system.js";
import type { ProductOption } from "../../../models/catalog/Product.js";
import { NEW_VARIANT, type VariantFields } from "../../../models/catalog/productFields.js";
import type { ProductStatus } from "../../../models/catalog/vocabulary.js";
import { definedOf } from "../../../lib/definedOf.js";

/** The input for a new product: validated, with amounts in minor units of the shop's currency. */
export type NewProduct = {
  title: string;
  /** null: derived from the title, and unique. */
  slug: string | null;
  /** Sanitised HTML (lib/text/html.ts); "" for none. */
  description: string;
  brand: string | null;
  status: ProductStatus;
  tags: string[];
  /** For the head of a page; null: title and description of the product. */
  seoTitle: string | null;
  seoDescription: string | null;
  categoryIds: string[];
  images: NewImage[];
  /** null: derived from the variants. */
  options: ProductOption[] | null;
  /** In display order; at least one. */
  variants: NewVariant[];
};

export type NewImage = { url: string; alt: string | null; width: number | null; height: number | null };

export type StockPolicy = { tracked: boolean; backorder: boolean };
export type NewVariant = Omit<VariantFields, "title" | "currency" | "imageId" | "position"> &
  StockPolicy & {
    /** null: the option values, or "Default". */
    title: string | null;
    /** URL of an image of the product; a new URL is added to the images. */
    imageUrl: string | null;
    onHand: number;
  };

/** For the stock ledger: the writer (`admin:<id>`, `import`), and the reason if it is not the initial stock. */
export type WriteContext = { actor: string | null; stockReason?: "initial" | "import" };

/** The title of a variant without a title of its own. */
export const variantTitle = (options: Record<string, string>): string =>
  Object.values(options).join(" / ").slice(0, 255) || "Default";

type Draft = Partial<NewVariant>;

/**
 * Adds the defaults of omitted fields to new variants.
 * @param simple whether the fields of the only variant are the product's own, for the paths of errors
 * @throws ValidationFailed for a variant without a price, or with a compare-at price that is not above the price
 */
export function completeVariants(drafts: Draft[], simple: boolean): NewVariant[] {
  const errors: FieldError[] = [];
  const variants = drafts.map((draft, at) => {
    const fault = (field: string, code: string, message: string) =>
      errors.push({ path: simple ? field : `variants.${at}.${field}`, code, message });
    if (draft.priceAmount === undefined) fault("price", "required", "A variant needs a price.");
    else if (draft.compareAtAmount !== undefined && draft.compareAtAmount !== null) {
      if (draft.compareAtAmount <= draft.priceAmount)
        fault("compareAtPrice", "too_small", "must be above the price");
    }
    return { ...NEW_VARIANT, priceAmount: 0, ...definedOf(draft) };
  });
  if (errors.length > 0) throw new ValidationFailed({ errors: errors.slice(0, 100) });
  return variants;
}
