import { Router } from "express";
import * as cart from "../../controllers/cart/cart.js";
import * as cartItems from "../../controllers/cart/cartItems.js";
import * as cartShippingOptions from "../../controllers/cart/cartShippingOptions.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/cart/cart.js";
import { CartView } from "../../views/cart/cart.js";
import { ShippingOptionListView } from "../../views/pricing/shippingOption.js";

const router = Router();

/**
 * @openapi
 * /api/v1/cart:
 *   get:
 *     operationId: showCart
 *     tags: [Cart]
 *     summary: Show the open cart
 *     description: Prices and stock are current. A shopper without a cart gets an empty one with a null id.
 *     responses:
 *       200: { description: The cart }
 *   delete:
 *     operationId: clearCart
 *     tags: [Cart]
 *     summary: Empty the cart
 *     responses:
 *       204: { description: The cart is empty }
 */
router.get("/", authenticate.optional, read(requests.ShowCart, cart.show, CartView));
router.delete("/", authenticate.optional, write(requests.ClearCart, cart.clear));

/**
 * @openapi
 * /api/v1/cart/items:
 *   post:
 *     operationId: addCartItems
 *     tags: [Cart]
 *     summary: Add items to the cart
 *     description: >-
 *       An item is a variant, or a product that has only one variant. Either all items are added or none.
 *       Adding a variant again adds to its quantity. The response to a guest's first write has `X-Cart-Token` as a
 *       header and as an HttpOnly cookie; send it with later requests to reach the same cart.
 *     responses:
 *       201: { description: The cart }
 *     x-errors: [variant_not_found, currency_mismatch, variant_required, out_of_stock, quantity_too_large, cart_full, cart_total_too_large, cart_changed, stale_version]
 */
router.post("/items", authenticate.optional, write(requests.AddCartItems, cartItems.create, CartView));

/**
 * @openapi
 * /api/v1/cart/items/{itemId}:
 *   patch:
 *     operationId: changeCartItem
 *     tags: [Cart]
 *     summary: Change the quantity of an item
 *     responses:
 *       200: { description: The cart }
 *     x-errors: [out_of_stock, cart_total_too_large]
 *   delete:
 *     operationId: removeCartItem
 *     tags: [Cart]
 *     summary: Remove an item from the cart
 *     responses:
 *       204: { description: The item is removed }
 */
router.patch(
  "/items/:itemId",
  authenticate.optional,
  write(requests.ChangeCartItem, cartItems.update, CartView),
);
router.delete("/items/:itemId", authenticate.optional, write(requests.RemoveCartItem, cartItems.destroy));

/**
 * @openapi
 * /api/v1/cart/shipping:
 *   put:
 *     operationId: setCartShipping
 *     tags: [Cart]
 *     summary: Set the address and the shipping option of the cart
 *     description: >-
 *       Without `shippingOptionId` the cart has the address and no option. An address that no option serves is also stored:
 *       GET /cart/shipping-options is then empty, and a checkout fails with 409 `shipping_option_unavailable`.
 *     responses:
 *       200: { description: The cart }
 *     x-errors: [shipping_option_unavailable, cart_changed]
 */
router.put("/shipping", authenticate.optional, write(requests.SetCartShipping, cart.setShipping, CartView));

/**
 * @openapi
 * /api/v1/cart/shipping-options:
 *   get:
 *     operationId: listCartShippingOptions
 *     tags: [Cart]
 *     summary: List the shipping options of the cart with their prices
 *     responses:
 *       200: { description: The shipping options }
 */
router.get(
  "/shipping-options",
  authenticate.optional,
  read(requests.ListCartShippingOptions, cartShippingOptions.list, ShippingOptionListView),
);

export { router as cartRoutes };
