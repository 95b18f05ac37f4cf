import { type Action, staffActor } from "../../http/action.js";
import { pageOf } from "../../http/paging.js";
import { created, noContent, ok } from "../../http/reply.js";
import { Category } from "../../models/catalog/Category.js";
import { findProductForStaff } from "../../models/catalog/listing/findProduct.js";
import { countProducts, listProducts } from "../../models/catalog/listing/listProducts.js";
import type { StaffProductRow } from "../../models/catalog/listing/productRows.js";
import { productVersion } from "../../models/catalog/productVersion.js";
import type * as requests from "../../requests/catalog/adminProducts.js";
import { createProduct } from "../../services/catalog/products/createProduct.js";
import { deleteProduct } from "../../services/catalog/products/deleteProduct.js";
import { completeVariants } from "../../services/catalog/products/newProduct.js";
import { updateProduct } from "../../services/catalog/products/updateProduct.js";
import {
  type AdminProductView,
  renderAdminProduct,
  renderWrittenProduct,
} from "../../views/catalog/adminProduct.js";
import { type ProductListView, renderProductItem } from "../../views/catalog/product.js";

const LOCATION = "/api/v1/admin/products";
const actorOf = (call: Parameters<typeof staffActor>[0]) => ({ actor: staffActor(call) });

const rendered = (row: StaffProductRow) => [renderAdminProduct(row), { etag: productVersion(row) }] as const;

export const list: Action<typeof requests.ListAllProducts, typeof ProductListView> = async ({ query }) => {
  const { q, sort, limit: _limit, ...rest } = query;
  const filter = { ...rest, ...q };
  const window = { filter, sort, variants: false, everyStatus: true };
  const page = await pageOf(query, `admin-products:${sort}`, {
    rows: (start, limit) => listProducts({ ...window, limit, start }),
    count: () => countProducts(filter, true),
    render: renderProductItem,
  });
  return ok(page);
};

export const show: Action<typeof requests.ShowAnyProduct, typeof AdminProductView> = async ({ params }) =>
  ok(...rendered(await findProductForStaff(params.id)));

export const create: Action<typeof requests.CreateProduct, typeof AdminProductView> = async (call) => {
  const { categories, variants, simple, ...product } = call.body;
  const input = {
    ...product,
    categoryIds: await Category.idsOf(categories, "categories"),
    variants: completeVariants(variants, simple),
  };
  const { id } = await createProduct(input, actorOf(call));
  const [body, extras] = rendered(await findProductForStaff(id));
  return created(body, `${LOCATION}/${id}`, extras);
};

export const update: Action<typeof requests.UpdateProduct, typeof AdminProductView> = async (call) => {
  const { product: fields, ...parts } = call.body;
  const patch = { ...fields, ...parts };
  const { product, before } = await updateProduct(call.params.id, patch, call.request.ifMatch, actorOf(call));
  call.audit({ before: renderWrittenProduct(before) });
  return ok(...rendered(product));
};

export const destroy: Action<typeof requests.DeleteProduct> = async ({ params, request, audit }) => {
  audit({ before: renderAdminProduct(await deleteProduct(params.id, request.ifMatch)) });
  return noContent();
};
