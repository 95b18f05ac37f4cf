import type { Action } from "../../http/action.js";
import { NotFound } from "../../errors/system.js";
import { created, noContent, ok } from "../../http/reply.js";
import type * as requests from "../../requests/cart/cart.js";
import { addItemsToCart } from "../../services/cart/addItemsToCart.js";
import { changeCartItem, removeCartItem } from "../../services/cart/changeCartItem.js";
import { lockCart, lockOrOpenCart } from "../../services/cart/currentCart.js";
import { type CartView, renderCart } from "../../views/cart/cart.js";
import { cartExtras } from "./cart.js";

export const create: Action<typeof requests.AddCartItems, typeof CartView> = async ({
  body,
  caller,
  request,
}) => {
  const cart = await lockOrOpenCart(caller, request);
  return created(renderCart(await addItemsToCart(cart, body)), "/api/v1/cart", cartExtras(cart));
};

export const update: Action<typeof requests.ChangeCartItem, typeof CartView> = async ({
  params,
  body,
  caller,
  request,
}) => {
  const cart = await lockCart(caller, request);
  if (!cart) throw new NotFound();
  return ok(renderCart(await changeCartItem(cart, params.itemId, body.quantity)), cartExtras(cart));
};

export const destroy: Action<typeof requests.RemoveCartItem> = async ({ params, caller, request }) => {
  const cart = await lockCart(caller, request);
  if (!cart) throw new NotFound();
  await removeCartItem(cart, params.itemId);
  return noContent(cartExtras(cart));
};
