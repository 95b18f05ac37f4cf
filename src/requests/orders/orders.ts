import { z } from "zod";
import {
  Email,
  Id,
  IdParams,
  optional,
  optionalProse,
  PAGE_OR_CURSOR,
  pageOrCursor,
  pagination,
  queryFlag,
} from "../../lib/schemas.js";
import { ORDER_PAYMENT_STATUSES, ORDER_STATUSES } from "../../models/orders/vocabulary.js";
import { AddressInput } from "../shared/address.js";

const Provider = z.string().regex(/^[a-z_]{1,30}$/, "must be the name of a payment provider");

export const Checkout = {
  body: z
    .strictObject({
      email: optional(Email),
      shippingAddress: AddressInput.nullish().transform((value) => value ?? null),
      billingAddress: AddressInput.nullish().transform((value) => value ?? null),
      shippingOptionId: optional(Id),
      paymentProvider: optional(Provider),
      note: optionalProse(1000),
    })
    .meta({ id: "CheckoutBody" }),
};

export const ListOrders = {
  query: z.strictObject(pagination).refine(pageOrCursor, PAGE_OR_CURSOR),
};
export const ShowOrder = { params: IdParams };

export const CancelOrder = {
  params: IdParams,
  body: z.strictObject({ note: optionalProse(1000) }).meta({ id: "CancelOrderBody" }),
};

export const RetryPayment = {
  params: IdParams,
  body: z.strictObject({ paymentProvider: optional(Provider) }).meta({ id: "RetryPaymentBody" }),
};

export const ListAllOrders = {
  query: z
    .strictObject({
      ...pagination,
      status: z.enum(ORDER_STATUSES).optional(),
      paymentStatus: z.enum(ORDER_PAYMENT_STATUSES).optional(),
      held: queryFlag
        .optional()
        .describe("`true`: only orders that staff must review. `false`: only other orders."),
      userId: Id.optional(),
      q: z
        .string()
        .trim()
        .max(254)
        .transform((value) => value || undefined)
        .optional()
        .describe("A complete order number or e-mail address."),
    })
    .refine(pageOrCursor, PAGE_OR_CURSOR),
};

export const SetOrderStatus = {
  params: IdParams,
  body: z
    .strictObject({
      status: z.enum(ORDER_STATUSES),
      note: optionalProse(1000).describe("Visible to the customer in the order's history."),
      internalNote: optionalProse(1000).describe("Visible to staff only."),
    })
    .meta({ id: "SetOrderStatusBody" }),
};

export const ClearHold = { params: IdParams };
