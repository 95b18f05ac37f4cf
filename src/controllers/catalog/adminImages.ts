import type { Action } from "../../http/action.js";
import { created, noContent } from "../../http/reply.js";
import type { AddImage, DeleteImage } from "../../requests/catalog/adminProducts.js";
import { addImage } from "../../services/catalog/products/addImage.js";
import { deleteImage } from "../../services/catalog/products/deleteImage.js";
import { type AdminImage, renderAdminImage } from "../../views/catalog/adminProduct.js";

export const create: Action<typeof AddImage, typeof AdminImage> = async ({
  params,
  body,
  request,
  audit,
}) => {
  const image = renderAdminImage(await addImage(params.id, body, request.ifMatch));
  audit({ after: image });
  return created(image, `/api/v1/admin/products/${params.id}`);
};

export const destroy: Action<typeof DeleteImage> = async ({ params, request, audit }) => {
  audit({ before: renderAdminImage(await deleteImage(params.id, params.imageId, request.ifMatch)) });
  return noContent();
};
