import { z } from "zod";
import { money } from "../../lib/money/money.js";
import { Id, Money, Timestamp } from "../../lib/schemas.js";
import type { PricedCart } from "../../models/cart/loadCart.js";
import { ChosenShippingOption } from "../pricing/shippingOption.js";
import { renderTotals, TotalsView } from "../pricing/totals.js";
import { AddressView } from "../shared/address.js";

const CartItemView = z
  .strictObject({
    id: Id,
    productId: Id,
    variantId: Id,
    sku: z.string().nullable(),
    title: z.string(),
    variantTitle: z.string(),
    image: z.string().nullable(),
    quantity: z.int(),
    unitPrice: Money,
    lineTotal: Money,
    discounts: z.array(z.never()).describe("Empty until the shop has promotions."),
    available: z.int().nullable().describe("Pieces that can be bought now; null = unlimited."),
    priceChanged: z.boolean().describe("The price has changed since the item was added."),
  })
  .meta({ id: "CartItem" });

export const CartView = z
  .strictObject({
    id: Id.nullable().describe("Null until the first write creates a cart."),
    currency: z.string(),
    items: z.array(CartItemView),
    coupon: z.null(),
    shippingAddress: AddressView.nullable(),
    shippingOption: ChosenShippingOption.nullable(),
    totals: TotalsView,
    itemCount: z.int().describe("Pieces, not lines."),
    updatedAt: Timestamp.nullable(),
  })
  .meta({ id: "Cart" });

const renderLine = (line: PricedCart["lines"][number]): z.input<typeof CartItemView> => ({
  id: line.id,
  productId: line.productId,
  variantId: line.variantId,
  sku: line.sku,
  title: line.title,
  variantTitle: line.variantTitle,
  image: line.image,
  quantity: line.quantity,
  unitPrice: money(line.unitPriceAmount, line.currency),
  lineTotal: money(line.subtotalAmount, line.currency),
  discounts: [],
  available: line.available,
  priceChanged: line.unitPriceAmount !== line.addedAtAmount || line.currency !== line.addedInCurrency,
});

export const renderCart = ({ totals, ...cart }: PricedCart): z.input<typeof CartView> => ({
  id: cart.id,
  currency: cart.currency,
  items: cart.lines.map(renderLine),
  coupon: null,
  shippingAddress: cart.shippingAddress,
  shippingOption: cart.shippingOption && {
    id: cart.shippingOption.id,
    name: cart.shippingOption.name,
    price: money(totals.shipping, cart.currency),
  },
  totals: renderTotals(totals, cart.currency),
  itemCount: cart.lines.reduce((sum, { quantity }) => sum + quantity, 0),
  updatedAt: cart.updatedAt.toISOString(),
});

const NOTHING = { subtotal: 0, discount: 0, shipping: 0, tax: 0, total: 0 };

/** The response to a shopper without a cart. */
export const renderEmptyCart = (currency: string): z.input<typeof CartView> => ({
  id: null,
  currency,
  items: [],
  coupon: null,
  shippingAddress: null,
  shippingOption: null,
  totals: renderTotals(NOTHING, currency),
  itemCount: 0,
  updatedAt: null,
});
