import type { Address } from "../../lib/address.js";
import { Cart } from "../../models/cart/Cart.js";
import type { PricedCart } from "../../models/cart/cartStatements.js";
import { ShippingOption } from "../../models/pricing/ShippingOption.js";
import type { LockedCart } from "./currentCart.js";
import { priceCart } from "./priceCart.js";

type Shipping = { address: Address; shippingOptionId: string | null };

/**
 * Sets where a locked cart goes, and how.
 * @throws ShippingOptionUnavailable when the option does not exist or does not serve the country
 */
export async function setCartShipping(
  cart: LockedCart,
  { address, shippingOptionId }: Shipping,
): Promise<PricedCart> {
  if (shippingOptionId !== null) {
    await ShippingOption.findServing(shippingOptionId, address.country, cart.currency);
  }
  await Cart.update({ shippingAddress: address, shippingOptionId }, { where: { id: cart.id } });
  return priceCart(cart.id);
}
