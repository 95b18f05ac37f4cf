import type {
  Adjustment,
  PriceableLine,
  PricedBasket,
  PricedLine,
  Totals,
} from "../../models/pricing/pricedBasket.js";
import { shippingPrice, type ShippingRate } from "../../models/pricing/ShippingOption.js";
import type { AdjustmentKind } from "../../models/pricing/vocabulary.js";

type Basket<Line> = {
  currency: string;
  lines: Line[];
  shippingOption: (ShippingRate & { id: string }) | null;
};

/**
 * The price of a basket, in minor units of its currency. Cart, checkout and later changes of an order use this one
 * function, so that they cannot disagree. Lines in another currency than the basket's do not count for its totals.
 */
export function priceBasket<Line extends PriceableLine>(basket: Basket<Line>): PricedBasket<Line> {
  const lines = basket.lines.map((line) => ({
    ...line,
    subtotalAmount: line.unitPriceAmount * line.quantity,
    adjustments: [],
  }));
  const counted = lines.filter(({ currency }) => currency === basket.currency);
  const adjustments = counted.length > 0 ? shippingOf(basket, subtotalOf(counted)) : [];
  return { lines, adjustments, totals: totalsOf(counted, adjustments) };
}

function shippingOf({ shippingOption }: Basket<unknown>, subtotal: number): Adjustment[] {
  if (!shippingOption) return [];
  return [{ kind: "shipping", source: shippingOption.id, amount: shippingPrice(shippingOption, subtotal) }];
}

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const subtotalOf = (lines: PricedLine[]): number => sum(lines.map(({ subtotalAmount }) => subtotalAmount));

/** Totals are sums of lines and adjustments, never computed apart from them. */
export function totalsOf(lines: PricedLine[], ofBasket: Adjustment[]): Totals {
  const adjustments = [...lines.flatMap((line) => line.adjustments), ...ofBasket];
  const sumOf = (kind: AdjustmentKind) =>
    sum(adjustments.filter((adjustment) => adjustment.kind === kind).map(({ amount }) => amount));
  const subtotal = subtotalOf(lines);
  return {
    subtotal,
    // Without a discount it is 0, not −0.
    discount: 0 - sumOf("discount"),
    shipping: sumOf("shipping"),
    tax: sumOf("tax"),
    total: subtotal + sum(adjustments.map(({ amount }) => amount)),
  };
}
