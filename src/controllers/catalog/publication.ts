import type { Action } from "../../http/action.js";
import { noContent, ok } from "../../http/reply.js";
import { findProductForStaff } from "../../models/catalog/listing/findProduct.js";
import { productVersion } from "../../models/catalog/productVersion.js";
import type { Publication } from "../../requests/catalog/adminProducts.js";
import { setPublication } from "../../services/catalog/products/setPublication.js";
import { type AdminProductView, renderAdminProduct } from "../../views/catalog/adminProduct.js";

export const create: Action<typeof Publication, typeof AdminProductView> = async ({
  params,
  request,
  audit,
}) => {
  const { status, before } = await setPublication(params.id, true, request.ifMatch);
  audit({ before: { status: before }, after: { status } });
  const row = await findProductForStaff(params.id);
  return ok(renderAdminProduct(row), { etag: productVersion(row) });
};

export const destroy: Action<typeof Publication> = async ({ params, request, audit }) => {
  const { status, before } = await setPublication(params.id, false, request.ifMatch);
  audit({ before: { status: before }, after: { status } });
  return noContent();
};
