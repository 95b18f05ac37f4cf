import { config } from "../../config.js";
import type { Action } from "../../http/action.js";
import { shippingPrice } from "../../lib/pricing.js";
import { wholeList } from "../../http/paging.js";
import { ok } from "../../http/reply.js";
import { ShippingOption } from "../../models/pricing/ShippingOption.js";
import type * as requests from "../../requests/cart/cart.js";
import { findCart } from "../../services/cart/currentCart.js";
import { priceCart } from "../../services/cart/priceCart.js";
import { type ShippingOptionListView, renderShippingOption } from "../../views/pricing/shippingOption.js";

export const list: Action<typeof requests.ListShippingOptions, typeof ShippingOptionListView> = async ({
  query,
}) => {
  const options = await ShippingOption.serving(query.country ?? null, config.currency);
  return ok(wholeList(options.map((option) => renderShippingOption(option, option.priceAmount))));
};

/** For the cart's address and contents; a shopper without a cart sees what a small basket would cost. */
export const listForCart: Action<
  typeof requests.ListCartShippingOptions,
  typeof ShippingOptionListView
> = async ({ caller }) => {
  const open = await findCart(caller);
  const cart = open && (await priceCart(open.id));
  const options = await ShippingOption.serving(cart?.shippingAddress?.country ?? null, config.currency);
  const subtotal = cart?.totals.subtotal ?? 0;
  return ok(
    wholeList(options.map((option) => renderShippingOption(option, shippingPrice(option, subtotal)))),
  );
};
