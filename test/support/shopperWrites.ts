import { randomUUID } from "node:crypto";
import { config } from "../../src/config.js";
import { sign } from "../../src/gateways/signature.js";
import { TestPaymentSession } from "../../src/models/payments/TestPaymentSession.js";
import { startSession } from "../../src/services/identity/sessions/startSession.js";
import { totpCode } from "../../src/services/identity/factors/totp.js";
import { api, type Headers } from "./api.js";
import { sql } from "./database.js";
import { fillCart } from "./factories/cart/carts.js";
import { createProduct } from "./factories/catalog/products.js";
import { createReview } from "./factories/catalog/reviews.js";
import { challengeOf, enrol } from "./factories/identity/secondFactors.js";
import { createUser, customerHeaders, logInAs, PASSWORD } from "./factories/identity/users.js";
import { ADDRESS, decide, key, placeOrder } from "./factories/orders/orders.js";
import { newestCode } from "./mailbox.js";

/** A write of a shopper that reaches the database. */
export type ShopperWrite = { ids?: string[]; body?: object; headers?: Headers };

const secret = (word: string): string => `${word}-${randomUUID()}`;
const email = (): string => `${randomUUID()}@example.com`;
const address = { ...ADDRESS, firstName: "Ada-Secret", line1: "12 Hidden Lane", phone: "+44 20 7946 0958" };

async function somebody() {
  const user = await createUser({ firstName: "Ada-Secret" });
  return { user, headers: await logInAs(user) };
}
async function withCart(): Promise<{ headers: Headers; itemId: string; variantId: string }> {
  const variantId = (await createProduct({ onHand: 10 })).variants?.[0]?.id ?? "";
  const headers = await fillCart([{ variantId, quantity: 1 }], await customerHeaders());
  const cart = await api.get("/api/v1/cart", headers);
  return { headers, itemId: (cart.body as { items: { id: string }[] }).items[0]?.id ?? "", variantId };
}
async function withAddress() {
  const headers = await customerHeaders();
  const { body } = await api.post("/api/v1/me/addresses", address, headers);
  return { headers, ids: [(body as { id: string }).id] };
}
async function withCode(path: string) {
  const user = await createUser();
  await api.post(`/api/v1/auth/${path}`, { email: user.email });
  return { email: user.email, code: await newestCode(user.email) };
}

/** By method and path; each creates the rows that it needs. POST /me/identities is missing: it needs a provider. */
export const shopperWrites: Record<string, () => Promise<ShopperWrite>> = {
  "POST /api/v1/auth/register": () =>
    Promise.resolve({
      body: { email: email(), password: secret("pass"), firstName: "Ada-Secret", lastName: "Hidden-Name" },
    }),
  "POST /api/v1/auth/login": async () => ({
    body: { login: (await createUser()).email, password: PASSWORD },
  }),
  "POST /api/v1/auth/refresh": async () => {
    const session = await startSession(await createUser(), { ip: "127.0.0.1", userAgent: null });
    return { body: { refreshToken: session.refreshToken } };
  },
  "POST /api/v1/products/{idOrSlug}/reviews": async () => ({
    ids: [(await createProduct()).id],
    headers: await customerHeaders(),
    body: { rating: 2, title: secret("title"), text: secret("text") },
  }),
  "PUT /api/v1/reviews/{id}/helpful": async () => ({
    ids: [(await createReview({ status: "approved" })).id],
    headers: await customerHeaders(),
  }),
  "DELETE /api/v1/reviews/{id}/helpful": async () => {
    const [{ id }, headers] = [await createReview({ status: "approved" }), await customerHeaders()];
    await api.put(`/api/v1/reviews/${id}/helpful`, undefined, headers);
    return { ids: [id], headers };
  },
  "POST /api/v1/auth/logout": async () => ({ headers: await customerHeaders() }),
  "POST /api/v1/auth/logout-all": async () => ({ headers: await customerHeaders() }),
  "POST /api/v1/auth/verify-email": async () => ({ body: await withCode("verify-email/resend") }),
  "POST /api/v1/auth/verify-email/resend": async () => ({ body: { email: (await createUser()).email } }),
  "POST /api/v1/auth/forgot-password": async () => ({ body: { email: (await createUser()).email } }),
  "POST /api/v1/auth/reset-password": async () => ({
    body: { ...(await withCode("forgot-password")), password: secret("pass") },
  }),
  "POST /api/v1/auth/login/mfa": async () => {
    const { user, recoveryCodes } = await enrol();
    return { body: { challenge: await challengeOf(user), recoveryCode: recoveryCodes[0] } };
  },
  "PATCH /api/v1/me": async () => ({
    headers: (await somebody()).headers,
    body: { email: email(), firstName: "Grace-Secret", phone: "+44 20 7946 0958" },
  }),
  "DELETE /api/v1/me": async () => ({ headers: (await somebody()).headers, body: { password: PASSWORD } }),
  "PUT /api/v1/me/password": async () => ({
    headers: (await somebody()).headers,
    body: { currentPassword: PASSWORD, newPassword: secret("pass") },
  }),
  "POST /api/v1/me/addresses": async () => ({ headers: await customerHeaders(), body: address }),
  "PATCH /api/v1/me/addresses/{id}": async () => ({
    ...(await withAddress()),
    body: { line1: "13 Hidden Lane" },
  }),
  "DELETE /api/v1/me/addresses/{id}": withAddress,
  "POST /api/v1/me/mfa/totp": async () => ({
    headers: (await somebody()).headers,
    body: { password: PASSWORD },
  }),
  "POST /api/v1/me/mfa/totp/confirmation": async () => {
    const { headers } = await somebody();
    const begun = await api.post("/api/v1/me/mfa/totp", { password: PASSWORD }, headers);
    return { headers, body: { code: totpCode((begun.body as { secret: string }).secret) } };
  },
  "DELETE /api/v1/me/mfa/totp": withFactor,
  "POST /api/v1/me/mfa/recovery-codes": withFactor,
  "DELETE /api/v1/me/sessions/{id}": async () => {
    const { user, headers } = await somebody();
    await logInAs(user);
    const { body } = await api.get("/api/v1/me/sessions", headers);
    const other = (body as { data: { id: string; current: boolean }[] }).data.find(({ current }) => !current);
    return { headers, ids: [other?.id ?? ""] };
  },
  "DELETE /api/v1/me/identities/{id}": async () => {
    const { user, headers } = await somebody();
    const id = randomUUID();
    await sql(
      "INSERT INTO user_identities (id, user_id, provider, issuer, subject, email) VALUES ($1, $2, 'x', 'https://x', $3, $4)",
      [id, user.id, secret("subject"), email()],
    );
    return { headers, ids: [id] };
  },
  "DELETE /api/v1/cart": withCart,
  "POST /api/v1/cart/items": async () => {
    const { headers, variantId } = await withCart();
    return { headers, body: { variantId, quantity: 2 } };
  },
  "PATCH /api/v1/cart/items/{itemId}": async () => {
    const { headers, itemId } = await withCart();
    return { headers, ids: [itemId], body: { quantity: 3 } };
  },
  "DELETE /api/v1/cart/items/{itemId}": async () => {
    const { headers, itemId } = await withCart();
    return { headers, ids: [itemId] };
  },
  "PUT /api/v1/cart/shipping": async () => ({ headers: (await withCart()).headers, body: { address } }),
  "POST /api/v1/checkout": async () => ({
    headers: { ...(await withCart()).headers, ...key() },
    body: { shippingAddress: address, note: secret("note") },
  }),
  "POST /api/v1/orders/{id}/cancellation": async () => {
    const { order, owner } = await placeOrder();
    return { ids: [order.id], headers: owner, body: { note: secret("note") } };
  },
  "POST /api/v1/orders/{id}/payments": async () => {
    const { order, owner, payment } = await placeOrder();
    await decide(payment.id, "declined");
    return { ids: [order.id], headers: { ...owner, ...key() }, body: {} };
  },
  "POST /pay/test/{paymentId}": async () => {
    const { payment } = await placeOrder();
    return { ids: [payment.id], headers: { accept: "application/json" }, body: { outcome: "paid" } };
  },
  "POST /webhooks/{provider}": async () => {
    const { payment } = await placeOrder();
    const session = await TestPaymentSession.findOne({
      where: { paymentId: payment.id },
      rejectOnEmpty: true,
    });
    const body = { id: secret("event"), type: "session.paid", sessionId: session.id };
    const signature = sign(config.testPaymentsSecret, Buffer.from(JSON.stringify(body)));
    return { ids: ["test"], body, headers: { "cartwright-signature": signature } };
  },
};

async function withFactor(): Promise<ShopperWrite> {
  const { headers, recoveryCodes } = await enrol();
  return { headers, body: { password: PASSWORD, recoveryCode: recoveryCodes[0] } };
}
