import type { Action } from "../../http/action.js";
import { created, noContent, ok } from "../../http/reply.js";
import type * as requests from "../../requests/cart/cart.js";
import { addItemsToCart } from "../../services/cart/addItemsToCart.js";
import { changeCartItem } from "../../services/cart/changeCartItem.js";
import { removeCartItem } from "../../services/cart/removeCartItem.js";
import { type CartView, renderCart } from "../../views/cart/cart.js";
import { cartExtras } from "./cart.js";

export const create: Action<typeof requests.AddCartItems, typeof CartView> = async ({
  body,
  caller,
  request,
}) => {
  const cart = await addItemsToCart(caller, body, request.ifMatch);
  return created(renderCart(cart), "/api/v1/cart", cartExtras(cart));
};

export const update: Action<typeof requests.ChangeCartItem, typeof CartView> = async ({
  params,
  body,
  caller,
  request,
}) => {
  const cart = await changeCartItem(caller, { ...params, ...body }, request.ifMatch);
  return ok(renderCart(cart), cartExtras(cart));
};

export const destroy: Action<typeof requests.RemoveCartItem> = async ({ params, caller, request }) =>
  noContent(cartExtras(await removeCartItem(caller, params.itemId, request.ifMatch)));
