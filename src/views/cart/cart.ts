import { z } from "zod";
import { money } from "../../lib/money.js";
import { lineTotal } from "../../lib/pricing.js";
import { Id, Money, Timestamp } from "../../lib/schemas.js";
import type { CartLine, CartRow } from "../../models/cart/cartStatements.js";
import type { Totals } from "../../lib/pricing.js";

export const AddressView = z
  .strictObject({
    firstName: z.string(),
    lastName: z.string(),
    company: z.string().nullable(),
    line1: z.string(),
    line2: z.string().nullable(),
    city: z.string(),
    region: z.string().nullable(),
    postalCode: z.string().nullable(),
    country: z.string().describe("ISO 3166-1 alpha-2"),
    phone: z.string().nullable(),
  })
  .meta({ id: "Address" });

export const TotalsView = z
  .strictObject({ subtotal: Money, discount: Money, shipping: Money, tax: Money, total: Money })
  .meta({ id: "Totals", description: "total = subtotal − discount + shipping + tax" });

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
    available: z.int().nullable().describe("Pieces that can be bought now; null = not limited."),
    priceChanged: z.boolean().describe("The price is not what it was when the item was put in."),
  })
  .meta({ id: "CartItem" });

export const ChosenShippingOption = z
  .strictObject({ id: Id, name: z.string(), price: Money })
  .meta({ id: "ChosenShippingOption" });

export const CartView = z
  .strictObject({
    id: Id.nullable().describe("Null while there is no cart yet."),
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

export const renderTotals = (totals: Totals, currency: string): z.input<typeof TotalsView> => ({
  subtotal: money(totals.subtotal, currency),
  discount: money(totals.discount, currency),
  shipping: money(totals.shipping, currency),
  tax: money(totals.tax, currency),
  total: money(totals.total, currency),
});

const renderLine = (line: CartLine): z.input<typeof CartItemView> => ({
  id: line.id,
  productId: line.productId,
  variantId: line.variantId,
  sku: line.sku,
  title: line.title,
  variantTitle: line.variantTitle,
  image: line.image,
  quantity: line.quantity,
  unitPrice: money(line.unitPriceAmount, line.currency),
  lineTotal: money(lineTotal(line), line.currency),
  discounts: [],
  available: line.available,
  priceChanged: line.unitPriceAmount !== line.addedAtAmount || line.currency !== line.addedInCurrency,
});

export const renderCart = ({ totals, ...cart }: CartRow & { totals: Totals }): z.input<typeof CartView> => ({
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

const NOTHING: Totals = { subtotal: 0, discount: 0, shipping: 0, tax: 0, total: 0 };

/** What a shopper without a cart sees. */
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
