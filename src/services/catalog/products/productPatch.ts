import type { NewProduct, NewVariant } from "./newProduct.js";

/** A change of a product; omitted fields keep their values. */
export type ProductPatch = Partial<Omit<NewProduct, "variants" | "slug" | "categoryIds">> & {
  /** null: derived from the title again. */
  slug?: string | null;
  /** Ids or slugs. */
  categories?: string[];
  /**
   * The whole new set, in order. An entry that names a live variant by id, else by SKU, else by exactly its options changes
   * that variant; the other entries are new (and need a price); live variants without an entry are soft-deleted.
   */
  variants?: VariantPatch[];
  /** Changes the variant of a product that has only one. */
  variant?: Omit<VariantPatch, "id" | "onHand">;
};

export type VariantPatch = Partial<Omit<NewVariant, "onHand">> & {
  id?: string;
  /** For new variants only; adjustments change the stock of existing variants. */
  onHand?: number;
};
