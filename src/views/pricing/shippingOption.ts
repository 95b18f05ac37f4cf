import { z } from "zod";
import { money, moneyOrNull } from "../../lib/money/money.js";
import { Id, listOf, Money } from "../../lib/schemas.js";
import type { ShippingOption } from "../../models/pricing/ShippingOption.js";

export const ShippingOptionView = z
  .strictObject({
    id: Id,
    name: z.string(),
    description: z.string().nullable(),
    price: Money.describe("Price for the cart; without a cart, the price below `freeFrom`."),
    freeFrom: Money.nullable().describe("Shipping is free from this subtotal on."),
    countries: z.array(z.string()).describe("ISO 3166-1 alpha-2; an empty list means every country."),
  })
  .meta({ id: "ShippingOption" });

export const ChosenShippingOption = z
  .strictObject({ id: Id, name: z.string(), price: Money })
  .meta({ id: "ChosenShippingOption" });

export const ShippingOptionListView = listOf(ShippingOptionView, "ShippingOptionList");

/** @param priceAmount minor units; the price of the option for this basket */
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
