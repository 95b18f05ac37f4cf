import { CartTotalTooLarge } from "../../errors/cart.js";
import { CurrencyMismatch, VariantNotFound, VariantRequired } from "../../errors/catalog.js";
import { type AppError } from "../../errors/defineError.js";
import { OutOfStock } from "../../errors/inventory.js";
import { newId } from "../../lib/ids.js";
import { MAX_AMOUNT } from "../../lib/money.js";
import {
  addLines,
  currencyOfVariant,
  type PricedCart,
  type SavedLine,
  variantsOfProducts,
} from "../../models/cart/cartStatements.js";
import type { LockedCart } from "./currentCart.js";
import { priceCart } from "./priceCart.js";

/** What a shopper asks for: a variant, or a product that has only one. */
export type WantedItem = { variantId: string; quantity: number } | { productId: string; quantity: number };

/**
 * Puts items into a locked cart, adding to lines that are there. All of them or none.
 * @throws VariantNotFound, CurrencyMismatch, VariantRequired, OutOfStock (with `available`), CartTotalTooLarge, and CartFull (from the constraint)
 */
export async function addItemsToCart(cart: LockedCart, items: WantedItem[]): Promise<PricedCart> {
  const wanted = sumByVariant(await nameVariants(items));
  const variantIds = [...wanted.keys()];
  const quantities = [...wanted.values()];
  const saved = await addLines([cart.id, variantIds.map(newId), variantIds, quantities, cart.currency]);
  const missing = variantIds.find((id) => !saved.some(({ variantId }) => variantId === id));
  if (missing) throw await notForSale(missing, cart.currency);
  assertAvailable(saved);
  const priced = await priceCart(cart.id);
  assertPayable(priced);
  return priced;
}

async function notForSale(variantId: string, shop: string): Promise<AppError> {
  const [variant] = await currencyOfVariant([variantId]);
  if (!variant || variant.currency === shop) return new VariantNotFound({ variantId });
  return new CurrencyMismatch({ variantId, currency: variant.currency });
}

/** @throws CurrencyMismatch when a line is priced in another currency than the shop's */
export function assertOneCurrency({ lines, currency: shop }: PricedCart): void {
  const foreign = lines.find(({ currency }) => currency !== shop);
  if (foreign) throw new CurrencyMismatch({ variantId: foreign.variantId, currency: foreign.currency });
}

/** @throws OutOfStock when a line asks for more than there is */
export function assertAvailable(lines: SavedLine[]): void {
  const short = lines.filter(({ quantity, available }) => available !== null && quantity > available);
  if (short.length === 0) return;
  throw new OutOfStock({
    available: short[0]?.available,
    variantId: short[0]?.variantId,
    items: short.map(({ variantId, available, quantity }) => ({ variantId, available, requested: quantity })),
  });
}

/** @throws CartTotalTooLarge past what an amount can hold */
export function assertPayable({ totals }: PricedCart): void {
  if (totals.total > MAX_AMOUNT) throw new CartTotalTooLarge({ limit: MAX_AMOUNT });
}

async function nameVariants(items: WantedItem[]): Promise<{ variantId: string; quantity: number }[]> {
  const productIds = items.flatMap((item) => ("productId" in item ? [item.productId] : []));
  const found = productIds.length > 0 ? await variantsOfProducts([[...new Set(productIds)]]) : [];
  const byProduct = new Map(found.map(({ productId, variantIds }) => [productId, variantIds]));
  return items.map((item) => {
    if ("variantId" in item) return item;
    const [only, ...others] = byProduct.get(item.productId) ?? [];
    if (only === undefined) throw new VariantNotFound({ productId: item.productId });
    if (others.length > 0) throw new VariantRequired({ productId: item.productId });
    return { variantId: only, quantity: item.quantity };
  });
}

function sumByVariant(items: { variantId: string; quantity: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { variantId, quantity } of items) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity);
  return sums;
}
