import { z } from "zod";
import { Id, optional } from "../../lib/schemas.js";
import { MAX_LINE_QUANTITY } from "../../models/cart/vocabulary.js";
import { AddressInput } from "../shared/address.js";

const Quantity = z.int().min(1).max(MAX_LINE_QUANTITY);

const WantedVariant = z.strictObject({ variantId: Id, quantity: Quantity.default(1) });
const WantedProduct = z.strictObject({ productId: Id, quantity: Quantity.default(1) });
const WantedItem = z.union([WantedVariant, WantedProduct]);

export const ShowCart = {};
export const ClearCart = {};

export const AddCartItems = {
  body: z
    .union([WantedVariant, WantedProduct, z.strictObject({ items: z.array(WantedItem).min(1).max(100) })])
    .transform((body) => ("items" in body ? body.items : [body]))
    .meta({ id: "AddCartItemsBody" }),
};

const ItemParams = z.strictObject({ itemId: Id });
export const ChangeCartItem = {
  params: ItemParams,
  body: z.strictObject({ quantity: Quantity }).meta({ id: "ChangeCartItemBody" }),
};
export const RemoveCartItem = { params: ItemParams };

export const SetCartShipping = {
  body: z
    .strictObject({
      address: AddressInput,
      shippingOptionId: optional(Id),
    })
    .meta({ id: "SetCartShippingBody" }),
};
export const ListCartShippingOptions = {};
