import type { AdjustmentKind } from "./vocabulary.js";

/** One addition to or deduction from a price. */
export type Adjustment = {
  kind: AdjustmentKind;
  /** The id of the shipping option, promotion or tax rate that it comes from. */
  source: string;
  /** Minor units; negative for a discount. */
  amount: number;
};

/** `unitPriceAmount` is in minor units, `quantity` in pieces. */
export type PriceableLine = { unitPriceAmount: number; currency: string; quantity: number };

/** `subtotalAmount` is in minor units of the line's currency, before adjustments. */
export type PricedLine = { subtotalAmount: number; adjustments: Adjustment[] };

/** Minor units; total = subtotal − discount + shipping + tax. */
export type Totals = { subtotal: number; discount: number; shipping: number; tax: number; total: number };

/** `adjustments` are those of the whole basket, such as shipping; each line has its own. */
export type PricedBasket<Line> = { lines: (Line & PricedLine)[]; adjustments: Adjustment[]; totals: Totals };
