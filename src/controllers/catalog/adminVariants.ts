import { NotFound } from "../../errors/system.js";
import { type Action, staffActor } from "../../http/action.js";
import { assertProductFresh, productVersion } from "../../http/productVersion.js";
import { created, noContent, ok } from "../../http/reply.js";
import { findProductForStaff, findProductOfVariant } from "../../models/catalog/findProduct.js";
import { Product } from "../../models/catalog/Product.js";
import type { ProductRow, VariantRow } from "../../models/catalog/productRows.js";
import { ProductVariant } from "../../models/catalog/ProductVariant.js";
import type * as requests from "../../requests/catalog/adminProducts.js";
import { addVariant, deleteVariant, updateVariant } from "../../services/catalog/variants/changeVariant.js";
import {
  type AdminVariantView,
  renderAdminVariant,
  renderWrittenVariant,
} from "../../views/catalog/adminProduct.js";

const actorOf = (call: Parameters<typeof staffActor>[0]) => ({ actor: staffActor(call) });

function variantOf(row: ProductRow, id: string): VariantRow {
  const variant = row.variants?.find(([candidate]) => candidate === id);
  if (!variant) throw new NotFound();
  return variant;
}

const shown = (row: ProductRow, id: string) =>
  [renderAdminVariant(variantOf(row, id), row), { etag: productVersion(row) }] as const;

export const create: Action<typeof requests.AddVariant, typeof AdminVariantView> = async (call) => {
  const product = await Product.lockLive(call.params.id);
  assertProductFresh(call.request, product);
  await addVariant(product, call.body, actorOf(call));
  const row = await findProductForStaff(product.id);
  const id = row.variants?.at(-1)?.[0] ?? "";
  const [body, extras] = shown(row, id);
  call.audit({ after: body });
  return created(body, `/api/v1/admin/variants/${id}`, extras);
};

export const show: Action<typeof requests.ShowVariant, typeof AdminVariantView> = async ({ params }) =>
  ok(...shown(await findProductOfVariant(params.id), params.id));

export const update: Action<typeof requests.UpdateVariant, typeof AdminVariantView> = async (call) => {
  const { id } = call.params;
  const product = await Product.lockLive(await ProductVariant.productIdOf(id));
  assertProductFresh(call.request, product);
  const before = await findProductForStaff(product.id);
  call.audit({ before: renderWrittenVariant(variantOf(before, id), before) });
  await updateVariant(product, id, call.body, actorOf(call));
  return ok(...shown(await findProductForStaff(product.id), id));
};

export const destroy: Action<typeof requests.DeleteVariant> = async (call) => {
  const { id } = call.params;
  const product = await Product.lockLive(await ProductVariant.productIdOf(id));
  assertProductFresh(call.request, product);
  const [before] = shown(await findProductForStaff(product.id), id);
  call.audit({ before });
  await deleteVariant(product, id, actorOf(call));
  return noContent();
};
