import type { ImageFields, ProductFields } from "../../../models/catalog/productFields.js";
import type { StaffVariantRow } from "../../../models/catalog/listing/productRows.js";
import type { NewVariant } from "./newProduct.js";

/** `before`: the stored variant that this one changes; null for a new one. */
export type WantedVariant = NewVariant & { before: StaffVariantRow | null; position: number };

/** A stored image with the same URL keeps its id, so variants that show it stay unchanged. */
export type WantedImage = Omit<ImageFields, "position">;

/**
 * The target state of a product. The admin API and the import each derive it from the stored product by their own rules;
 * planProduct() turns it into changes.
 */
export type WantedProduct = {
  fields: ProductFields;
  /** All images, in display order; null: as stored. URLs that only variants use are added after them. */
  images: WantedImage[] | null;
  /** null: as stored. */
  categoryIds: string[] | null;
  /** The variants to write; a stored variant that is neither here nor in `retired` stays. */
  variants: WantedVariant[];
  /** Ids of stored variants to soft-delete. */
  retired: string[];
};
