import { type FieldError } from "../../../errors/defineError.js";
import { ValidationFailed } from "../../../errors/system.js";
import type { ProductOption, ProductStatus } from "../../../models/catalog/Product.js";

/** What the services of the catalogue take: checked and plain, amounts in minor units of the shop's currency. */
export type NewProduct = {
  title: string;
  /** null: made of the title, and made unique. */
  slug: string | null;
  /** Sanitised HTML (lib/html.ts); "" for none. */
  description: string;
  brand: string | null;
  status: ProductStatus;
  tags: string[];
  categoryIds: string[];
  images: NewImage[];
  /** null: derived from the variants. */
  options: ProductOption[] | null;
  /** In the order in which they are shown; at least one. */
  variants: NewVariant[];
};

export type NewImage = { url: string; alt: string | null; width: number | null; height: number | null };

export type VariantFields = {
  sku: string | null;
  /** null: the option values, or "Default". */
  title: string | null;
  /** A value for each option of the product; {} where it has none. */
  options: Record<string, string>;
  priceAmount: number;
  /** Above the price where there is one. */
  compareAtAmount: number | null;
  barcode: string | null;
  weightGrams: number | null;
  /** One of the product's images; a new one is added to them. */
  imageUrl: string | null;
};

export type StockPolicy = { tracked: boolean; backorder: boolean };
export type NewVariant = VariantFields & StockPolicy & { onHand: number };

/** Who writes, for the stock ledger: `admin:<id>`, `import:<id>`; why, where it is not the first stock. */
export type WriteContext = { actor: string | null; stockReason?: "initial" | "import" };

/** A title for a variant that has none of its own. */
export const variantTitle = (options: Record<string, string>): string =>
  Object.values(options).join(" / ").slice(0, 255) || "Default";

type Draft = Partial<NewVariant>;

/**
 * Fills in what was left out of new variants.
 * @param simple whether the one variant's fields stood at the product itself, for the errors' paths
 * @throws ValidationFailed for a variant without a price, or on sale for more than before
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
    return {
      sku: draft.sku ?? null,
      title: draft.title ?? null,
      options: draft.options ?? {},
      priceAmount: draft.priceAmount ?? 0,
      compareAtAmount: draft.compareAtAmount ?? null,
      barcode: draft.barcode ?? null,
      weightGrams: draft.weightGrams ?? null,
      imageUrl: draft.imageUrl ?? null,
      onHand: draft.onHand ?? 0,
      tracked: draft.tracked ?? true,
      backorder: draft.backorder ?? false,
    };
  });
  if (errors.length > 0) throw new ValidationFailed({ errors: errors.slice(0, 100) });
  return variants;
}
