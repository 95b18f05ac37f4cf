import { isUuid } from "../../../lib/slug.js";
import type { ImportedVariant } from "../../../importers/shopify/importedProduct.js";
import type { NewProduct } from "../products/newProduct.js";
import { deriveOptions } from "../products/options.js";
import type { ShopState } from "./shopState.js";
import { type ProductItem, type ProductPlan, refusal } from "./plan.js";
import { openingStock } from "./planStock.js";
import { planUpdate } from "./planUpdate.js";

/**
 * Works out what a product of the file comes to. Pure: the shop's state goes in, the changes come out.
 * @param category the id that its path stands for, null for no category
 * @param context.currency ISO 4217 code of the amounts
 */
export function planProduct(
  item: ProductItem,
  shop: ShopState,
  category: string | null,
  context: { file: string; currency: string; keepStock: boolean },
): ProductPlan {
  const { file } = context;
  const { handle, variants } = item.product;
  const known = shop.bySlug.get(handle);
  const refused: ProductPlan["refused"] = [];
  const isForeign = (variant: ImportedVariant): boolean => {
    const owner = variant.sku === null ? undefined : shop.skuOwners.get(variant.sku);
    if (!owner || owner.productId === known?.id) return false;
    const value = variant.sku ?? "";
    const reason = `the SKU belongs to the product "${owner.slug}"`;
    refused.push(refusal(item, file, { variant, field: "sku", value, reason }));
    return true;
  };
  const foreign = new Set(variants.filter(isForeign));
  if (known) return planUpdate(item, known, { ...context, category, foreign, refused });

  const unchanged = { variants: { unchanged: 0 } };
  if (isUuid(handle)) {
    const reason = "a handle cannot look like an id of this shop";
    return {
      item,
      action: "refuse",
      refused: [refusal(item, file, { field: "handle", value: handle, reason })],
      ...unchanged,
    };
  }
  const good = variants.filter((variant) => !foreign.has(variant));
  if (good.length === 0) return { item, action: "refuse", refused, ...unchanged };
  return { item, action: "create", product: newProduct(item, good, category), refused, ...unchanged };
}

function newProduct(item: ProductItem, variants: ImportedVariant[], category: string | null): NewProduct {
  const { product } = item;
  return {
    title: product.title,
    slug: product.handle,
    description: product.descriptionHtml,
    brand: product.vendor,
    status: product.status,
    tags: product.tags,
    categoryIds: category === null ? [] : [category],
    images: product.images.map(({ url, alt }) => ({ url, alt, width: null, height: null })),
    options: deriveOptions(variants, product.options),
    variants: variants.map((variant) => ({
      sku: variant.sku,
      title: variant.title,
      options: variant.options,
      priceAmount: variant.priceAmount,
      compareAtAmount: variant.compareAtAmount,
      barcode: variant.barcode,
      weightGrams: variant.weightGrams,
      imageUrl: variant.imageUrl,
      ...openingStock(item, variant),
    })),
  };
}
