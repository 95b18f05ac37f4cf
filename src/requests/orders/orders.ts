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

const STATUS = z.enum(["pending", "processing", "shipped", "delivered", "cancelled"]);
const PAYMENT_STATUS = z.enum(["unpaid", "paid", "failed", "partially_refunded", "refunded"]);

export const ListAllOrders = {
  query: z
    .strictObject({
      ...pagination,
      status: STATUS.optional(),
      paymentStatus: PAYMENT_STATUS.optional(),
      held: queryFlag.optional().describe("Only orders that wait for a person, or only the others."),
      userId: Id.optional(),
      q: z
        .string()
        .trim()
        .max(254)
        .transform((value) => value || undefined)
        .optional()
        .describe("An order number or an e-mail address, whole."),
    })
    .refine(pageOrCursor, PAGE_OR_CURSOR),
};

export const SetOrderStatus = {
  params: IdParams,
  body: z
    .strictObject({
      status: STATUS,
      note: optionalProse(1000).describe("Shown to the customer in the order's history."),
      internalNote: optionalProse(1000).describe("Shown to staff only."),
    })
    .meta({ id: "SetOrderStatusBody" }),
};

export const ClearHold = { params: IdParams };
