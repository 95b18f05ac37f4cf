import type { Action } from "../../lib/action.js";
import { assertProductFresh } from "../../lib/productVersion.js";
import { created, noContent } from "../../lib/reply.js";
import { Product } from "../../models/catalog/Product.js";
import { ProductImage } from "../../models/catalog/ProductImage.js";
import type { AddImage, DeleteImage } from "../../requests/catalog/adminProducts.js";
import { renderAdminImage } from "../../views/catalog/adminProduct.js";

export const create: Action<typeof AddImage> = async ({ params, body }) => {
  const product = await Product.lockLive(params.id);
  const image = await ProductImage.append(product.id, body);
  return created(renderAdminImage(image), `/api/v1/admin/products/${product.id}`);
};

export const destroy: Action<typeof DeleteImage> = async ({ params, request }) => {
  const product = await Product.lockLive(params.id);
  assertProductFresh(request, product);
  await ProductImage.remove(product.id, params.imageId);
  return noContent();
};
