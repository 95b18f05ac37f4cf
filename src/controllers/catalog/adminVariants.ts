import { NotFound } from "../../errors/system.js";
import { type Action, type Call, staffActor } from "../../http/action.js";
import { created, noContent, ok } from "../../http/reply.js";
import { findProductOfVariant } from "../../models/catalog/listing/findProduct.js";
import type { StaffProductRow, StaffVariantRow } from "../../models/catalog/listing/productRows.js";
import { productVersion } from "../../models/catalog/productVersion.js";
import type * as requests from "../../requests/catalog/adminProducts.js";
import { addVariant } from "../../services/catalog/variants/addVariant.js";
import { deleteVariant } from "../../services/catalog/variants/deleteVariant.js";
import { updateVariant } from "../../services/catalog/variants/updateVariant.js";
import {
  type AdminVariantView,
  renderAdminVariant,
  renderWrittenVariant,
} from "../../views/catalog/adminProduct.js";

const writeOf = (call: Pick<Call, "caller" | "request">) => ({
  actor: staffActor(call),
  ifMatch: call.request.ifMatch,
});

function variantOf(row: StaffProductRow, id: string): StaffVariantRow {
  const variant = row.variants.find((candidate) => candidate.id === id);
  if (!variant) throw new NotFound();
  return variant;
}

const rendered = (row: StaffProductRow, id: string) =>
  [renderAdminVariant(variantOf(row, id), row), { etag: productVersion(row) }] as const;

export const create: Action<typeof requests.AddVariant, typeof AdminVariantView> = async (call) => {
  const { id, product } = await addVariant(call.params.id, call.body, writeOf(call));
  const [body, extras] = rendered(product, id);
  call.audit({ after: body });
  return created(body, `/api/v1/admin/variants/${id}`, extras);
};

export const show: Action<typeof requests.ShowVariant, typeof AdminVariantView> = async ({ params }) =>
  ok(...rendered(await findProductOfVariant(params.id), params.id));

export const update: Action<typeof requests.UpdateVariant, typeof AdminVariantView> = async (call) => {
  const { id } = call.params;
  const { product, before } = await updateVariant(id, call.body, writeOf(call));
  call.audit({ before: renderWrittenVariant(variantOf(before, id), before) });
  return ok(...rendered(product, id));
};

export const destroy: Action<typeof requests.DeleteVariant> = async (call) => {
  const { id } = call.params;
  const { before } = await deleteVariant(id, writeOf(call));
  call.audit({ before: renderAdminVariant(variantOf(before, id), before) });
  return noContent();
};
