import { Product } from "./Product.js";
import { ProductVariant } from "./ProductVariant.js";

const ofActiveProduct = { model: Product, attributes: [], where: { status: "active", deletedAt: null } };

/** A variant that is for sale, in whatever currency. */
export const findSoldVariant = (id: string): Promise<ProductVariant | null> =>
  ProductVariant.findOne({ where: { id, deletedAt: null }, include: [ofActiveProduct] });

/** The variants of products that are for sale, in whatever currency: `id` and `productId`. */
export const soldVariantsOf = (productIds: string[]): Promise<ProductVariant[]> =>
  ProductVariant.findAll({
    attributes: ["id", "productId"],
    where: { productId: productIds, deletedAt: null },
    include: [ofActiveProduct],
  });
