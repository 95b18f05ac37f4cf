import { config } from "../../config.js";
import { publish } from "../../events/publish.js";
import { CartEmpty } from "../../errors/cart.js";
import { ShippingOptionUnavailable } from "../../errors/pricing.js";
import { ValidationFailed } from "../../errors/system.js";
import type { Address } from "../../lib/address.js";
import { secondsFromNow } from "../../lib/clock.js";
import { hashSecret, newId } from "../../lib/ids.js";
import { money } from "../../lib/money.js";
import type { SessionRequest } from "../../lib/payments/gateway.js";
import { lineTotal, priceBasket } from "../../lib/pricing.js";
import type { Caller } from "../../lib/caller.js";
import { insertOrder } from "../../models/orders/orderStatements.js";
import { assertAvailable, assertOneCurrency, assertPayable } from "../cart/addItemsToCart.js";
import { lockCart } from "../cart/currentCart.js";
import { priceCart, type PricedCart } from "../cart/priceCart.js";
import { findServingOption } from "../cart/setCartShipping.js";
import { buildSessionRequest } from "../payments/buildSessionRequest.js";
import { reserveStock } from "../inventory/reserveStock.js";
import { servesCountry, ShippingOption } from "../../models/pricing/ShippingOption.js";

export type CheckoutInput = {
  email: string | null;
  shippingAddress: Address | null;
  billingAddress: Address | null;
  shippingOptionId: string | null;
  note: string | null;
  /** The version of the cart that the shopper saw (If-Match). */
  ifMatch: string | null;
};

/**
 * What phase 1 of a checkout made, and what phase 2 asks the provider (null: nothing, the payment was given up).
 * `accessToken` is a guest's secret, told once.
 */
export type PlacedOrder = {
  orderId: string;
  provider: string;
  session: SessionRequest | null;
  accessToken: string | null;
};

/**
 * Phase 1 of a checkout, in the caller's transaction: locks the cart, prices it, reserves its stock, writes the order
 * with everything copied, and closes the cart. The payment is opened afterwards, outside (openPayment).
 * @param guestSecret what will open a guest's order
 * @throws StaleVersion, CartEmpty, CurrencyMismatch, ValidationFailed, ShippingOptionUnavailable, CartTotalTooLarge
 */
export async function placeOrder(
  caller: Caller,
  input: CheckoutInput,
  provider: string,
  guestSecret: (orderId: string) => string,
): Promise<PlacedOrder> {
  const locked = await lockCart(caller, input);
  if (!locked) throw new CartEmpty();
  const email = input.email ?? caller.user?.email;
  if (email === undefined) throw missing("email", "a guest's checkout needs one");
  const priced = await priceCart(locked.id);
  assertOneCurrency(priced);
  const cart = await withShipping(priced, input);
  if (cart.lines.length === 0) throw new CartEmpty();
  if (!cart.shippingAddress) throw missing("shippingAddress", "neither the checkout nor the cart has one");
  // Known to be short already: a buyer who comes too late need not queue for the stock's lock to hear it.
  assertAvailable(cart.lines);
  assertPayable(cart);
  await reserveStock(cart.lines.map(({ variantId, quantity }) => ({ variantId, quantity })));
  const facts = { ...input, email, provider, shippingAddress: cart.shippingAddress };
  return writeOrder(caller, cart, facts, guestSecret);
}

const missing = (path: string, message: string) =>
  new ValidationFailed({ errors: [{ path, code: "required", message }] });

/**
 * The address and the shipping option that the checkout names win over the cart's; without any, the first that serves.
 * Every order is shipped, so there is always an option.
 */
async function withShipping(cart: PricedCart, input: CheckoutInput): Promise<PricedCart> {
  const shippingAddress = input.shippingAddress ?? cart.shippingAddress;
  if (!shippingAddress) return cart;
  const shippingOption = await chooseOption(cart, input.shippingOptionId, shippingAddress.country);
  return { ...cart, shippingAddress, shippingOption, totals: priceBasket(cart.lines, shippingOption) };
}

async function chooseOption({ shippingOption, currency }: PricedCart, asked: string | null, country: string) {
  const id = asked ?? shippingOption?.id;
  if (id === undefined) {
    const [first] = await ShippingOption.serving(country, currency);
    if (!first) throw new ShippingOptionUnavailable({ country });
    return first;
  }
  if (id === shippingOption?.id && servesCountry(shippingOption.countries, country)) return shippingOption;
  return findServingOption(id, country, currency);
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
  const option = shippingOption && { id: shippingOption.id, name: shippingOption.name };
  const [written] = await insertOrder([
    orderId,
    user?.id ?? null,
    cart.id,
    accessToken && hashSecret(accessToken),
    facts.email,
    cart.currency,
    totals.subtotal,
    totals.discount,
    totals.shipping,
    totals.tax,
    totals.total,
    JSON.stringify(facts.shippingAddress),
    JSON.stringify(facts.billingAddress ?? facts.shippingAddress),
    option && JSON.stringify(option),
    facts.note,
    lines.map(newId),
    lines.map(({ productId }) => productId),
    lines.map(({ variantId }) => variantId),
    lines.map(({ quantity }) => quantity),
    lines.map(({ title }) => title),
    lines.map(({ variantTitle }) => variantTitle),
    lines.map(({ sku }) => sku),
    lines.map(({ unitPriceAmount }) => unitPriceAmount),
    expiresAt,
    newId(),
    user ? "customer" : "guest",
    payment.id,
    facts.provider,
  ]);
  await publish("order.placed", { orderId });
  const order = { id: orderId, number: written?.number ?? "" };
  const shown = lines.map((line) => ({
    title: line.title,
    quantity: line.quantity,
    amount: lineTotal(line),
  }));
  return {
    orderId,
    provider: facts.provider,
    session: buildSessionRequest(order, payment, shown),
    accessToken,
  };
}
