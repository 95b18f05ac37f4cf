import { CurrencyMismatch, VariantNotFound, VariantRequired } from "../../errors/catalog.js";
import type { AppError } from "../../errors/defineError.js";
import type { Caller } from "../../lib/caller.js";
import { newId } from "../../lib/ids.js";
import type { PricedCart } from "../../models/cart/loadCart.js";
import { addLines } from "../../models/cart/saveLines.js";
import { ProductVariant } from "../../models/catalog/ProductVariant.js";
import { assertAvailable } from "./assertAvailable.js";
import { assertPayable } from "./assertPayable.js";
import { lockOrOpenCart, type NewToken } from "./lockOrOpenCart.js";
import { priceCart } from "./priceCart.js";

/** A variant, or a product that has only one. */
export type WantedItem = { variantId: string; quantity: number } | { productId: string; quantity: number };

type Wanted = { variantId: string; quantity: number };

/**
 * Adds items to the caller's cart, or to the quantities of its lines: all of them or none. Opens a cart when there is none.
 * @throws StaleVersion, VariantNotFound, CurrencyMismatch, VariantRequired, OutOfStock (with `available`),
 * CartTotalTooLarge, and from constraints CartFull and QuantityTooLarge
 */
export async function addItemsToCart(
  caller: Caller,
  items: WantedItem[],
  ifMatch: string | null,
): Promise<PricedCart & NewToken> {
  const { id: cartId, currency, newToken } = await lockOrOpenCart(caller, ifMatch);
  const wanted = sumByVariant(await nameVariants(items));
  const variantIds = wanted.map(({ variantId }) => variantId);
  const quantities = wanted.map(({ quantity }) => quantity);
  const saved = await addLines({ cartId, currency, ids: wanted.map(newId), variantIds, quantities });
  const missing = variantIds.find((id) => !saved.some(({ variantId }) => variantId === id));
  if (missing) throw await notForSale(missing, currency);
  assertAvailable(saved);
  const priced = await priceCart(cartId);
  assertPayable(priced);
  return { ...priced, newToken };
}

async function notForSale(variantId: string, shop: string): Promise<AppError> {
  const variant = await ProductVariant.findSold(variantId);
  if (!variant || variant.currency === shop) return new VariantNotFound({ variantId });
  return new CurrencyMismatch({ variantId, currency: variant.currency });
}

async function nameVariants(items: WantedItem[]): Promise<Wanted[]> {
  const productIds = items.flatMap((item) => ("productId" in item ? [item.productId] : []));
  const variants = productIds.length > 0 ? await ProductVariant.soldOf([...new Set(productIds)]) : [];
  return items.map((item) => {
    if ("variantId" in item) return item;
    const [only, ...others] = variants.filter(({ productId }) => productId === item.productId);
    if (only === undefined) throw new VariantNotFound({ productId: item.productId });
    if (others.length > 0) throw new VariantRequired({ productId: item.productId });
    return { variantId: only.id, quantity: item.quantity };
  });
}

function sumByVariant(items: Wanted[]): Wanted[] {
  const sums = new Map<string, number>();
  for (const { variantId, quantity } of items) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity);
  return [...sums].map(([variantId, quantity]) => ({ variantId, quantity }));
}
