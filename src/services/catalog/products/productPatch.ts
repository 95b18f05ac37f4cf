import type { NewProduct, NewVariant } from "./newProduct.js";

/** A change of a product; a field that is left out stays. */
export type ProductPatch = Partial<Omit<NewProduct, "variants" | "slug" | "categoryIds">> & {
  /** null: made of the title again. */
  slug?: string | null;
  /** Ids or slugs. */
  categories?: string[];
  /**
   * The whole new set, in order. An entry that names a live variant by id, else by SKU, else by exactly its options changes
   * that variant; the other entries are new (and need a price); live variants without an entry are soft-deleted.
   */
  variants?: VariantPatch[];
  /** Changes the only variant of a product that has one. */
  variant?: Omit<VariantPatch, "id" | "onHand">;
};

export type VariantPatch = Partial<Omit<NewVariant, "onHand">> & {
  id?: string;
  /** For new variants only; the stock of existing variants changes by adjustments. */
  onHand?: number;
};
