import type { Address } from "../../lib/address.js";
import type { Caller } from "../../lib/caller.js";
import { Cart } from "../../models/cart/Cart.js";
import type { PricedCart } from "../../models/cart/loadCart.js";
import { ShippingOption } from "../../models/pricing/ShippingOption.js";
import { lockOrOpenCart, type NewToken } from "./lockOrOpenCart.js";
import { priceCart } from "./priceCart.js";

type Shipping = { address: Address; shippingOptionId: string | null };

/**
 * Sets the address and the shipping option of the caller's cart. Opens a cart when there is none.
 * @throws StaleVersion, ShippingOptionUnavailable when the option does not exist or does not serve the country
 */
export async function setCartShipping(
  caller: Caller,
  { address, shippingOptionId }: Shipping,
  ifMatch: string | null,
): Promise<PricedCart & NewToken> {
  const { id, currency, newToken } = await lockOrOpenCart(caller, ifMatch);
  if (shippingOptionId !== null)
    await ShippingOption.findServing(shippingOptionId, address.country, currency);
  await Cart.update({ shippingAddress: address, shippingOptionId }, { where: { id } });
  return { ...(await priceCart(id)), newToken };
}
