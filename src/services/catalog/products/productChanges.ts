import type { NewProduct, StockPolicy, VariantFields } from "./newProduct.js";

/** What to change of a product; what is left out stays. */
export type ProductChanges = Partial<Omit<NewProduct, "variants" | "slug">> & {
  /** null: made of the title anew. */
  slug?: string | null;
  /**
   * The whole new set, in order. One that names a live variant by id, else by SKU, else by its very options changes
   * that one; the others are new (and need a price); live ones that are not named are taken off sale.
   */
  variants?: VariantChange[];
  /** Changes the only variant of a product that has one. */
  variant?: Partial<VariantFields & StockPolicy>;
};

export type VariantChange = Partial<VariantFields & StockPolicy> & {
  id?: string;
  /** For new variants only; the stock of those that exist changes by adjustments. */
  onHand?: number;
};
