import { ShippingOptionUnavailable } from "../../errors/pricing.js";
import type { Address } from "../../lib/address.js";
import { Cart } from "../../models/cart/Cart.js";
import { ShippingOption } from "../../models/pricing/ShippingOption.js";
import type { LockedCart } from "./currentCart.js";
import { priceCart, type PricedCart } from "./priceCart.js";

type Shipping = { address: Address; shippingOptionId: string | null };

/**
 * Sets where a locked cart goes, and how.
 * @throws ShippingOptionUnavailable when the option does not exist or does not serve the country
 */
export async function setCartShipping(
  cart: LockedCart,
  { address, shippingOptionId }: Shipping,
): Promise<PricedCart> {
  if (shippingOptionId !== null) await findServingOption(shippingOptionId, address.country, cart.currency);
  await Cart.update({ shippingAddress: address, shippingOptionId }, { where: { id: cart.id } });
  return priceCart(cart.id);
}

/** @param country ISO 3166-1 alpha-2 */
export async function findServingOption(
  id: string,
  country: string,
  currency: string,
): Promise<ShippingOption> {
  const option = await ShippingOption.findOne({ where: { id, currency } });
  if (!option?.serves(country)) throw new ShippingOptionUnavailable({ shippingOptionId: id, country });
  return option;
}
