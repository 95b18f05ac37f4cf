import { config } from "../../config.js";
import type { Action } from "../../http/action.js";
import { noContent, ok, type Reply } from "../../http/reply.js";
import type * as requests from "../../requests/cart/cart.js";
import { cartEtag } from "../../models/cart/cartEtag.js";
import { emptyCart } from "../../services/cart/emptyCart.js";
import { findCart } from "../../services/cart/findCart.js";
import { priceCart } from "../../services/cart/priceCart.js";
import { setCartShipping } from "../../services/cart/setCartShipping.js";
import { type CartView, renderCart, renderEmptyCart } from "../../views/cart/cart.js";

const COOKIE_SECONDS = 90 * 86_400;

type Shown = { id: string; version: number; newToken?: string | null };

/** The headers of a cart response: the version, and the guest's secret when this request opened the cart. */
export function cartExtras({ newToken = null, ...cart }: Shown): Pick<Reply, "etag" | "headers" | "cookies"> {
  const etag = cartEtag(cart);
  if (newToken === null) return { etag };
  const secure = config.publicUrl.startsWith("https:");
  const options = { httpOnly: true, sameSite: "lax" as const, secure, path: "/", maxAge: COOKIE_SECONDS };
  return {
    etag,
    headers: { "X-Cart-Token": newToken },
    cookies: [{ name: "cart_token", value: newToken, options }],
  };
}

export const show: Action<typeof requests.ShowCart, typeof CartView> = async ({ caller }) => {
  const cart = await findCart(caller);
  if (!cart) return ok(renderEmptyCart(config.currency));
  const priced = await priceCart(cart.id);
  return ok(renderCart(priced), { etag: cartEtag(priced) });
};

export const clear: Action<typeof requests.ClearCart> = async ({ caller, request }) => {
  const cart = await emptyCart(caller, request.ifMatch);
  return noContent(cart ? cartExtras(cart) : {});
};

export const setShipping: Action<typeof requests.SetCartShipping, typeof CartView> = async ({
  body,
  caller,
  request,
}) => {
  const cart = await setCartShipping(caller, body, request.ifMatch);
  return ok(renderCart(cart), cartExtras(cart));
};
