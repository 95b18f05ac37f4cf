import { config } from "../../config.js";
import { publish } from "../../events/publish.js";
import { CartEmpty } from "../../errors/cart.js";
import { ShippingOptionUnavailable } from "../../errors/pricing.js";
import { ValidationFailed } from "../../errors/system.js";
import { defaultProvider, gatewayNamed } from "../../gateways/gateways.js";
import type { Address } from "../../lib/address.js";
import { secondsFromNow } from "../../lib/clock.js";
import { hashSecret, newId } from "../../lib/ids.js";
import { money } from "../../lib/money/money.js";
import type { SessionRequest } from "../../lib/payments/gateway.js";
import type { Caller } from "../../lib/caller.js";
import type { PricedCart } from "../../models/cart/loadCart.js";
import { insertOrder } from "../../models/orders/insertOrder.js";
import { assertAvailable } from "../cart/assertAvailable.js";
import { assertOneCurrency } from "../cart/assertOneCurrency.js";
import { assertPayable } from "../cart/assertPayable.js";
import { lockCart } from "../cart/lockCart.js";
import { priceCart } from "../cart/priceCart.js";
import { buildSessionRequest } from "../payments/buildSessionRequest.js";
import { priceBasket } from "../pricing/priceBasket.js";
import { reserveStock } from "../inventory/reserveStock.js";
import { servesCountry, ShippingOption } from "../../models/pricing/ShippingOption.js";

export type CheckoutInput = {
  email: string | null;
  shippingAddress: Address | null;
  billingAddress: Address | null;
  shippingOptionId: string | null;
  note: string | null;
  /** Null for the shop's default provider. */
  paymentProvider: string | null;
  /** The version of the cart that the client expects (If-Match). */
  ifMatch: string | null;
};

/**
 * The result of phase 1 of a checkout, and the request to the provider in phase 2 (null if the payment has already
 * ended). `accessToken` is a guest's secret, returned once.
 */
export type PlacedOrder = {
  id: string;
  paymentId: string;
  provider: string;
  session: SessionRequest | null;
  accessToken: string | null;
};

/**
 * Phase 1 of a checkout, in the caller's transaction: locks the cart, prices it, reserves its stock, copies it into an
 * order, and closes it. The session of the payment is opened afterwards, outside the transaction.
 * @param guestSecret derives the secret that gives a guest access to the order
 * @throws ProviderUnavailable, StaleVersion, CartEmpty, CurrencyMismatch, ValidationFailed, ShippingOptionUnavailable, CartTotalTooLarge
 */
export async function placeOrder(
  caller: Caller,
  input: CheckoutInput,
  guestSecret: (orderId: string) => string,
): Promise<PlacedOrder> {
  const { name: provider } = gatewayNamed(input.paymentProvider ?? defaultProvider());
  const locked = await lockCart(caller, input.ifMatch);
  if (!locked) throw new CartEmpty();
  const email = input.email ?? caller.user?.email;
  if (email === undefined) throw missing("email", "a guest's checkout needs one");
  const priced = await priceCart(locked.id);
  assertOneCurrency(priced);
  const cart = await withShipping(priced, input);
  if (cart.lines.length === 0) throw new CartEmpty();
  if (!cart.shippingAddress) throw missing("shippingAddress", "neither the checkout nor the cart has one");
  // Checked before the lock, so that buyers of sold-out stock do not wait for it.
  assertAvailable(cart.lines);
  assertPayable(cart);
  await reserveStock(cart.lines);
  const facts = { ...input, email, provider, shippingAddress: cart.shippingAddress };
  return writeOrder(caller, cart, facts, guestSecret);
}

const missing = (path: string, message: string) =>
  new ValidationFailed({ errors: [{ path, code: "required", message }] });

/**
 * The checkout's address and shipping option take precedence over the cart's; the default is the first option that serves
 * the country. Every order is shipped, so every order has an option.
 */
async function withShipping(cart: PricedCart, input: CheckoutInput): Promise<PricedCart> {
  const shippingAddress = input.shippingAddress ?? cart.shippingAddress;
  if (!shippingAddress) return cart;
  const shippingOption = await chooseOption(cart, input.shippingOptionId, shippingAddress.country);
  return { ...cart, shippingAddress, shippingOption, ...priceBasket({ ...cart, shippingOption }) };
}

async function chooseOption({ shippingOption, currency }: PricedCart, asked: string | null, country: string) {
  const id = asked ?? shippingOption?.id;
  if (id === undefined) {
    const [first] = await ShippingOption.serving(country, currency);
    if (!first) throw new ShippingOptionUnavailable({ country });
    return first;
  }
  if (id === shippingOption?.id && servesCountry(shippingOption.countries, country)) return shippingOption;
  return ShippingOption.findServing(id, country, currency);
}

type OrderFacts = CheckoutInput & { email: string; provider: string; shippingAddress: Address };

async function writeOrder(
  { user }: Caller,
  cart: PricedCart,
  facts: OrderFacts,
  guestSecret: (orderId: string) => string,
): Promise<PlacedOrder> {
  const { lines, totals, shippingOption } = cart;
  const orderId = newId();
  const accessToken = user ? null : guestSecret(orderId);
  const expiresAt = secondsFromNow(config.paymentMinutes * 60);
  const payment = { id: newId(), total: money(totals.total, cart.currency), expiresAt };
  const [written] = await insertOrder({
    orderId,
    userId: user?.id ?? null,
    cartId: cart.id,
    accessTokenHash: accessToken && hashSecret(accessToken),
    email: facts.email,
    currency: cart.currency,
    subtotalAmount: totals.subtotal,
    discountAmount: totals.discount,
    shippingAmount: totals.shipping,
    taxAmount: totals.tax,
    totalAmount: totals.total,
    shippingAddress: facts.shippingAddress,
    billingAddress: facts.billingAddress ?? facts.shippingAddress,
    shippingOption: shippingOption && { id: shippingOption.id, name: shippingOption.name },
    note: facts.note,
    lines: lines.map((line, index) => orderLine(line, index + 1)),
    expiresAt,
    historyId: newId(),
    actor: user ? "customer" : "guest",
    paymentId: payment.id,
    provider: facts.provider,
  });
  await publish("order.placed", { orderId });
  const order = { id: orderId, number: written?.number ?? "" };
  const shown = lines.map((line) => ({
    title: line.title,
    quantity: line.quantity,
    amount: line.subtotalAmount,
  }));
  const session = buildSessionRequest(order, payment, shown);
  return { id: orderId, paymentId: payment.id, provider: facts.provider, session, accessToken };
}

/** The fields of a cart line that an order copies. */
const orderLine = (line: PricedCart["lines"][number], position: number) => ({
  id: newId(),
  position,
  productId: line.productId,
  variantId: line.variantId,
  sku: line.sku,
  title: line.title,
  variantTitle: line.variantTitle,
  quantity: line.quantity,
  unitPriceAmount: line.unitPriceAmount,
});
