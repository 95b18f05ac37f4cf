import type { Action } from "../../http/action.js";
import { assertProductFresh } from "../../http/productVersion.js";
import { created, noContent } from "../../http/reply.js";
import { Product } from "../../models/catalog/Product.js";
import { ProductImage } from "../../models/catalog/ProductImage.js";
import type { AddImage, DeleteImage } from "../../requests/catalog/adminProducts.js";
import { type AdminImage, renderAdminImage } from "../../views/catalog/adminProduct.js";

export const create: Action<typeof AddImage, typeof AdminImage> = async ({
  params,
  body,
  request,
  audit,
}) => {
  const product = await Product.lockLive(params.id);
  assertProductFresh(request, product);
  const image = renderAdminImage(await ProductImage.append(product.id, body));
  audit({ after: image });
  return created(image, `/api/v1/admin/products/${product.id}`);
};

export const destroy: Action<typeof DeleteImage> = async ({ params, request, audit }) => {
  const product = await Product.lockLive(params.id);
  assertProductFresh(request, product);
  audit({ before: renderAdminImage(await ProductImage.remove(product.id, params.imageId)) });
  return noContent();
};
