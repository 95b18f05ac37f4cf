import { isDeepStrictEqual } from "node:util";
import { config } from "../../../config.js";
import { newId } from "../../../lib/ids.js";
import {
  IMAGE_FIELDS,
  type ImageFields,
  pickFields,
  PRODUCT_FIELDS,
  type ProductFields,
  VARIANT_FIELDS,
  type VariantFields,
} from "../../../models/catalog/productFields.js";
import type { StaffProductRow } from "../../../models/catalog/listing/productRows.js";
import type { StockChange } from "../../../models/inventory/changeStock.js";
import type { OpeningStock } from "../../../models/inventory/openStock.js";
import { variantTitle } from "./newProduct.js";
import type { WantedImage, WantedProduct, WantedVariant } from "./wantedProduct.js";

type Row<Fields> = Fields & { id: string };

/** The planned writes for a product; an empty list or null changes nothing. */
export type ProductChanges = {
  id: string;
  isNew: boolean;
  fields: Row<ProductFields> | null;
  categoryIds: string[] | null;
  images: { added: Row<ImageFields>[]; changed: Row<ImageFields>[]; removed: string[] };
  variants: {
    /** The wanted variants, in their order. */
    ids: string[];
    added: Row<VariantFields>[];
    changed: Row<VariantFields>[];
    /** Those of `changed` whose SKU or options change; two variants may swap them. */
    rekeyed: string[];
    retired: string[];
  };
  stock: { opened: OpeningStock[]; changed: StockChange[] };
};

/** Compares a stored product with the wanted one. Pure: returns the changes. */
export function planProduct(stored: StaffProductRow | null, wanted: WantedProduct): ProductChanges {
  const id = stored?.id ?? newId();
  const { images, imageIdOf } = planImages(stored, wanted);
  const variants: ProductChanges["variants"] = {
    ids: [],
    added: [],
    changed: [],
    rekeyed: [],
    retired: wanted.retired,
  };
  const stock: ProductChanges["stock"] = { opened: [], changed: [] };
  for (const variant of wanted.variants) {
    const { before, tracked, backorder, onHand } = variant;
    const row = variantRow(variant, imageIdOf(variant));
    variants.ids.push(row.id);
    if (before === null) {
      variants.added.push(row);
      stock.opened.push({ variantId: row.id, tracked, backorder, onHand });
      continue;
    }
    if (differs<VariantFields>(VARIANT_FIELDS, before, row)) variants.changed.push(row);
    if (before.sku !== row.sku || !isDeepStrictEqual(before.options, row.options))
      variants.rekeyed.push(row.id);
    const delta = onHand - before.onHand;
    if (delta !== 0 || before.tracked !== tracked || before.backorder !== backorder)
      stock.changed.push({ variantId: row.id, tracked, backorder, delta });
  }
  return {
    id,
    isNew: stored === null,
    fields:
      stored === null || differs<ProductFields>(PRODUCT_FIELDS, stored, wanted.fields)
        ? { ...wanted.fields, id }
        : null,
    categoryIds: planCategories(stored, wanted),
    images,
    variants,
    stock,
  };
}

/** Whether there is nothing to write. */
export function isEmpty({ fields, categoryIds, images, variants, stock }: ProductChanges): boolean {
  const { ids: _, ...lists } = variants;
  const all = [images, lists, stock].flatMap((group) => Object.values<unknown[]>(group));
  return fields === null && categoryIds === null && all.every((list) => list.length === 0);
}

function differs<Fields extends object>(
  fields: Record<keyof Fields, string>,
  before: NoInfer<Fields>,
  after: NoInfer<Fields>,
): boolean {
  const names = Object.keys(fields) as (keyof Fields)[];
  return names.some((name) => !isDeepStrictEqual(before[name], after[name]));
}

function variantRow(variant: WantedVariant, imageId: string | null): Row<VariantFields> {
  const title = variant.title ?? variantTitle(variant.options);
  const fields = { ...variant, title, currency: config.currency, imageId };
  return { ...pickFields<VariantFields>(VARIANT_FIELDS, fields), id: variant.before?.id ?? newId() };
}

function planCategories(stored: StaffProductRow | null, { categoryIds }: WantedProduct): string[] | null {
  if (categoryIds === null) return null;
  const wanted = [...new Set(categoryIds)].sort();
  const current = (stored?.categories ?? []).map((category) => category.id).sort();
  return isDeepStrictEqual(wanted, current) ? null : wanted;
}

function planImages(stored: StaffProductRow | null, { images: wanted, variants }: WantedProduct) {
  const current = stored?.images ?? [];
  const known = new Map(current.toReversed().map((image) => [image.url, image]));
  type Listed = WantedImage & { id?: string };
  const listed: Listed[] = wanted?.filter(isFirstOfItsUrl) ?? current;
  const urls = new Set(listed.map(({ url }) => url));
  const named = new Set(variants.flatMap(({ imageUrl }) => imageUrl ?? []));
  const more = [...named]
    .filter((url) => !urls.has(url))
    .map((url): Listed => known.get(url) ?? { url, alt: null, width: null, height: null });

  const images: ProductChanges["images"] = { added: [], changed: [], removed: [] };
  const ids = new Map<string, string>();
  const isUntouched = wanted === null && more.length === 0;
  const kept = new Set<string | null>();
  for (const [index, image] of [...listed, ...more].entries()) {
    const before = current.find(({ id }) => id === (image.id ?? known.get(image.url)?.id));
    const position = isUntouched ? (before?.position ?? index) : index;
    const row = {
      ...pickFields<ImageFields>(IMAGE_FIELDS, { ...image, position }),
      id: before?.id ?? newId(),
    };
    if (!before) images.added.push(row);
    else if (differs<ImageFields>(IMAGE_FIELDS, before, row)) images.changed.push(row);
    kept.add(row.id);
    if (!ids.has(row.url)) ids.set(row.url, row.id);
  }
  images.removed = current.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  const imageIdOf = ({ before, imageUrl }: WantedVariant): string | null => {
    if (imageUrl === null) return null;
    // Of two images with the same URL, a variant keeps its current one.
    if (before?.image?.url === imageUrl && kept.has(before.imageId)) return before.imageId;
    return ids.get(imageUrl) ?? null;
  };
  return { images, imageIdOf };
}

const isFirstOfItsUrl = ({ url }: WantedImage, at: number, all: WantedImage[]): boolean =>
  all.findIndex((image) => image.url === url) === at;
