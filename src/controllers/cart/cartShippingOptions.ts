import { config } from "../../config.js";
import type { Action } from "../../http/action.js";
import { wholeList } from "../../lib/paging.js";
import { ok } from "../../http/reply.js";
import { ShippingOption } from "../../models/pricing/ShippingOption.js";
import type * as requests from "../../requests/cart/cart.js";
import { findCart } from "../../services/cart/findCart.js";
import { priceCart } from "../../services/cart/priceCart.js";
import { type ShippingOptionListView, renderShippingOption } from "../../views/pricing/shippingOption.js";

/** Without a cart, prices are those for an empty basket. */
export const list: Action<typeof requests.ListCartShippingOptions, typeof ShippingOptionListView> = async ({
  caller,
}) => {
  const open = await findCart(caller);
  const cart = open && (await priceCart(open.id));
  const options = await ShippingOption.serving(cart?.shippingAddress?.country ?? null, config.currency);
  const subtotal = cart?.totals.subtotal ?? 0;
  return ok(wholeList(options.map((option) => renderShippingOption(option, option.priceFor(subtotal)))));
};
