import { z } from "zod";
import { money } from "../../lib/money/money.js";
import { Money } from "../../lib/schemas.js";
import type { Totals } from "../../models/pricing/pricedBasket.js";

export const TotalsView = z
  .strictObject({ subtotal: Money, discount: Money, shipping: Money, tax: Money, total: Money })
  .meta({ id: "Totals", description: "total = subtotal − discount + shipping + tax" });

export const renderTotals = (totals: Totals, currency: string): z.input<typeof TotalsView> => ({
  subtotal: money(totals.subtotal, currency),
  discount: money(totals.discount, currency),
  shipping: money(totals.shipping, currency),
  tax: money(totals.tax, currency),
  total: money(totals.total, currency),
});
