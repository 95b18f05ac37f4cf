import type { Action } from "../../http/action.js";
import { assertProductFresh, productVersion } from "../../http/productVersion.js";
import { noContent, ok } from "../../http/reply.js";
import { findProductForStaff } from "../../models/catalog/findProduct.js";
import { Product } from "../../models/catalog/Product.js";
import type { Publication } from "../../requests/catalog/adminProducts.js";
import { updateProduct } from "../../services/catalog/products/updateProduct.js";
import { type AdminProductView, renderAdminProduct } from "../../views/catalog/adminProduct.js";

export const create: Action<typeof Publication, typeof AdminProductView> = async (call) => {
  const product = await Product.lockLive(call.params.id);
  assertProductFresh(call.request, product);
  call.audit({ before: { status: product.status } });
  await updateProduct(product, { status: "active" }, { actor: null });
  call.audit({ after: { status: product.status } });
  const row = await findProductForStaff(product.id);
  return ok(renderAdminProduct(row), { etag: productVersion(row) });
};

export const destroy: Action<typeof Publication> = async ({ params, request, audit }) => {
  const product = await Product.lockLive(params.id);
  assertProductFresh(request, product);
  audit({ before: { status: product.status } });
  if (product.status === "active") await updateProduct(product, { status: "draft" }, { actor: null });
  audit({ after: { status: product.status } });
  return noContent();
};
