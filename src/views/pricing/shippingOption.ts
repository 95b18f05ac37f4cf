import { z } from "zod";
import { money, moneyOrNull } from "../../lib/money.js";
import { Id, listOf, Money } from "../../lib/schemas.js";
import type { ShippingOption } from "../../models/pricing/ShippingOption.js";

export const ShippingOptionView = z
  .strictObject({
    id: Id,
    name: z.string(),
    description: z.string().nullable(),
    price: Money.describe("What it costs for this basket, or for a small one where no basket is meant."),
    freeFrom: Money.nullable().describe("Baskets of at least this subtotal are shipped for nothing."),
    countries: z.array(z.string()).describe("ISO 3166-1 alpha-2; none = everywhere."),
  })
  .meta({ id: "ShippingOption" });

export const ChosenShippingOption = z
  .strictObject({ id: Id, name: z.string(), price: Money })
  .meta({ id: "ChosenShippingOption" });

export const ShippingOptionListView = listOf(ShippingOptionView, "ShippingOptionList");

/** @param priceAmount minor units; what the option costs for the basket at hand */
export const renderShippingOption = (
  option: ShippingOption,
  priceAmount: number,
): z.input<typeof ShippingOptionView> => ({
  id: option.id,
  name: option.name,
  description: option.description,
  price: money(priceAmount, option.currency),
  freeFrom: moneyOrNull(option.freeFromAmount, option.currency),
  countries: option.countries,
});
