import { z } from "zod";
import {
  Email,
  Id,
  IdParams,
  optionalProse,
  PAGE_OR_CURSOR,
  pageOrCursor,
  pagination,
  queryFlag,
} from "../../lib/schemas.js";
import { AddressInput } from "../cart/address.js";

const Provider = z.string().regex(/^[a-z_]{1,30}$/, "must be the name of a payment provider");
const orNull = <T>(value: T | null | undefined): T | null => value ?? null;

export const Checkout = {
  body: z
    .strictObject({
      email: Email.nullish().transform(orNull),
      shippingAddress: AddressInput.nullish().transform(orNull),
      billingAddress: AddressInput.nullish().transform(orNull),
      shippingOptionId: Id.nullish().transform(orNull),
      paymentProvider: Provider.nullish().transform(orNull),
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
  body: z
    .strictObject({ paymentProvider: Provider.nullish().transform(orNull) })
    .meta({ id: "RetryPaymentBody" }),
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
        .min(1)
        .max(254)
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
