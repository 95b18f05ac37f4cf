/** The kinds of price adjustments. The sum of each kind is one of the totals. */
export const ADJUSTMENT_KINDS = ["discount", "shipping", "tax"] as const;
export type AdjustmentKind = (typeof ADJUSTMENT_KINDS)[number];
