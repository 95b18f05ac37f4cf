import type { ImageFields, ProductFields } from "../../../models/catalog/productFields.js";
import type { StaffVariantRow } from "../../../models/catalog/listing/productRows.js";
import type { NewVariant } from "./newProduct.js";

/** `before`: the stored variant that this one changes; null for a new one. */
export type WantedVariant = NewVariant & { before: StaffVariantRow | null; position: number };

/** A stored image with the URL keeps its id, and so stays the image of its variants. */
export type WantedImage = Omit<ImageFields, "position">;

/**
 * A product as it shall be. The admin API and the import derive it from the stored product by rules of their own;
 * planProduct() turns it into changes.
 */
export type WantedProduct = {
  fields: ProductFields;
  /** All images, in display order; null: as stored. URLs that only variants name are added behind them. */
  images: WantedImage[] | null;
  /** null: as stored. */
  categoryIds: string[] | null;
  /** The variants to write; a stored variant that is named neither here nor in `retired` stays. */
  variants: WantedVariant[];
  /** Ids of stored variants to soft-delete. */
  retired: string[];
};
