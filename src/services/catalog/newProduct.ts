import type { ProductOption, ProductStatus } from "../../models/catalog/Product.js";

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
