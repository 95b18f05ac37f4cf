import { randomUUID } from "node:crypto";
import type { Response } from "supertest";
import type { Product } from "../../../../src/models/catalog/Product.js";
import { api, type Headers } from "../../api.js";
import { fillCart, onlyVariant } from "../cart/carts.js";
import { createProduct, type ProductSeed } from "../catalog/products.js";

export const ADDRESS = {
  firstName: "Ada",
  lastName: "Lovelace",
  line1: "12 St James's Square",
  city: "London",
  postalCode: "SW1Y 4JH",
  country: "GB",
};

export const key = (): Headers => ({ "idempotency-key": randomUUID() });

/** Checks a cart out, with a fixed e-mail address for guests. */
export function checkOut(headers: Headers, body: object = {}): Promise<Response> {
  const input = { email: "guest@example.com", shippingAddress: ADDRESS, ...body };
  return api.post("/api/v1/checkout", input, { ...key(), ...headers });
}

/** Accepts or declines a test payment, as a shopper does on the provider's page. */
export const decide = (paymentId: string, outcome: string): Promise<Response> =>
  api.post(`/pay/test/${paymentId}`, { outcome }, { accept: "application/json" });

/** An unpaid order of a new product, by a guest. */
export async function placeOrder({
  quantity = 1,
  headers = {},
  ...seed
}: OrderSeed = {}): Promise<PlacedOrder> {
  const product = await createProduct({ onHand: 10, priceAmount: 1500, ...seed });
  const variantId = onlyVariant(product).id;
  const response = await checkOut(await fillCart([{ variantId, quantity }], headers));
  if (response.status !== 201) throw new Error(response.text);
  const { order, payment } = response.body as {
    order: OrderBody;
    payment: { id: string; redirectUrl: string };
  };
  const owner: Headers = order.accessToken ? { "x-order-token": order.accessToken } : headers;
  return { order, payment, product, variantId, owner };
}

type OrderSeed = ProductSeed & { quantity?: number; headers?: Headers };
type OrderBody = { id: string; number: string; accessToken?: string; totals: { total: { amount: number } } };
export type PlacedOrder = {
  order: OrderBody;
  payment: { id: string; redirectUrl: string };
  product: Product;
  variantId: string;
  /** Headers that grant access to the order. */
  owner: Headers;
};
