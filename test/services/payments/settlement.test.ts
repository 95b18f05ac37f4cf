import { expect } from "chai";
import { settlePayment } from "../../../src/services/payments/settlePayment.js";
import { api, expectProblem } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { fillCart } from "../../support/factories/cart/carts.js";
import { adminHeaders } from "../../support/factories/identity/users.js";
import { createProduct } from "../../support/factories/catalog/products.js";
import { onlyVariant } from "../../support/factories/cart/carts.js";
import { checkOut, decide, key, placeOrder } from "../../support/factories/orders/orders.js";
import { expirePayments, drainQueue } from "../../support/jobs.js";
import type { SessionStatus } from "../../../src/lib/payments/gateway.js";
import {
  forgetReply,
  forgetSession,
  passExpiry,
  removeProviderSession,
  setProviderSession,
} from "../../support/factories/payments/payments.js";
import { stockOf } from "../../support/factories/inventory/stock.js";

type Headers = Record<string, string>;

/** Sets the provider's status of a session, even one that the page forbids: sessions of other providers may stay open. */
const provider = (paymentId: string, status: SessionStatus) => setProviderSession(paymentId, { status });

const refundedAtProvider = async (paymentId: string): Promise<number> => {
  const [row] = await sql<{ amount: number }>(
    "SELECT refunded_amount AS amount FROM test_payment_sessions WHERE payment_id = $1",
    [paymentId],
  );
  return row?.amount ?? 0;
};

const orderOf = async (id: string, owner: Headers) => (await api.get(`/api/v1/orders/${id}`, owner)).body;

const eventsOf = async (orderId: string): Promise<string[]> =>
  (
    await sql<{ name: string }>("SELECT name FROM events WHERE payload ->> 'orderId' = $1 ORDER BY id", [
      orderId,
    ])
  ).map(({ name }) => name);

/** An order with a pending second payment. The first one was declined here, but is still open at the provider. */
async function orderWithTwoSessions() {
  const placed = await placeOrder();
  await decide(placed.payment.id, "declined");
  const url = `/api/v1/orders/${placed.order.id}/payments`;
  const retry = await api.post(url, {}, { ...placed.owner, ...key() });
  expect(retry.status).to.equal(201);
  return { ...placed, second: retry.body.payment as { id: string } };
}

describe("A late payment of an order that is sold out meanwhile", () => {
  it("holds the order for review and leaves no stock reserved", async () => {
    const [a, b] = [
      onlyVariant(await createProduct({ onHand: 10 })).id,
      onlyVariant(await createProduct({ onHand: 1 })).id,
    ];
    const owner = await fillCart([
      { variantId: a, quantity: 4 },
      { variantId: b, quantity: 1 },
    ]);
    const { body } = await checkOut(owner);
    await decide(body.payment.id, "declined");
    const other = await checkOut(await fillCart([{ variantId: b, quantity: 1 }]));
    expect(other.status).to.equal(201);
    await provider(body.payment.id, "paid");
    await settlePayment(body.payment.id);
    const [order] = await sql("SELECT status, held_reason FROM orders WHERE id = $1", [body.order.id]);
    expect(order).to.deep.equal({ status: "pending", held_reason: "paid_without_stock" });
    expect(await stockOf(a)).to.deep.equal({ onHand: 10, reserved: 0 });
    expect(await stockOf(b)).to.deep.equal({ onHand: 1, reserved: 1 });
    const admin = await adminHeaders();
    await api.put(`/api/v1/admin/orders/${body.order.id}/status`, { status: "cancelled" }, admin);
    expect(await stockOf(a)).to.deep.equal({ onHand: 10, reserved: 0 });
  });
});

describe("An order that is paid twice", () => {
  it("keeps the first payment and refunds the second automatically, once", async () => {
    const { order, payment, second, owner } = await orderWithTwoSessions();
    await provider(payment.id, "paid");
    await provider(second.id, "paid");
    await Promise.all([payment.id, second.id, payment.id, second.id].map(settlePayment));
    await drainQueue();
    await drainQueue();
    const { payments, paymentStatus, status, totals } = await orderOf(order.id, owner);
    expect({ paymentStatus, status }).to.deep.equal({ paymentStatus: "paid", status: "processing" });
    const statuses = payments.map((made: { status: string }) => made.status);
    expect(statuses).to.have.members(["captured", "duplicate"]);
    const returned = [await refundedAtProvider(payment.id), await refundedAtProvider(second.id)];
    expect(returned).to.have.members([0, totals.total.amount]);
  });

  for (const outcome of ["shipped", "cancelled"])
    it(`refunds the second payment even if the order was ${outcome} in between`, async () => {
      const admin = await adminHeaders();
      const { order, payment, second, owner } = await orderWithTwoSessions();
      await provider(second.id, "paid");
      await settlePayment(second.id);
      await api.put(`/api/v1/admin/orders/${order.id}/status`, { status: outcome }, admin);
      await drainQueue();
      await provider(payment.id, "paid");
      await settlePayment(payment.id);
      await drainQueue();
      const { totals, paymentStatus } = await orderOf(order.id, owner);
      expect(paymentStatus).to.equal(outcome === "cancelled" ? "refunded" : "paid");
      expect(await refundedAtProvider(payment.id)).to.equal(totals.total.amount);
      expect(await refundedAtProvider(second.id)).to.equal(outcome === "cancelled" ? totals.total.amount : 0);
    });

  it("cannot be paid through an earlier session once another was paid", async () => {
    const { payment, second } = await orderWithTwoSessions();
    await provider(payment.id, "open");
    await decide(second.id, "paid");
    await drainQueue();
    expectProblem(await decide(payment.id, "paid"), 409, "payment_not_open");
  });

  it("ends earlier sessions before it opens another", async () => {
    const { order, payment, owner } = await placeOrder();
    await decide(payment.id, "abandoned");
    await provider(payment.id, "open");
    const url = `/api/v1/orders/${order.id}/payments`;
    expect((await api.post(url, {}, { ...owner, ...key() })).status).to.equal(201);
    expectProblem(await decide(payment.id, "paid"), 409, "payment_not_open");
  });

  it("detects a paid earlier session when the shopper starts another", async () => {
    const { order, payment, owner } = await placeOrder();
    await decide(payment.id, "declined");
    await provider(payment.id, "paid");
    const answer = await api.post(`/api/v1/orders/${order.id}/payments`, {}, { ...owner, ...key() });
    expect(answer.status).to.equal(201);
    await drainQueue();
    const { payments, paymentStatus } = await orderOf(order.id, owner);
    expect(paymentStatus).to.equal("paid");
    expect(payments.map((made: { status: string }) => made.status)).to.deep.equal(["captured", "expired"]);
  });
});

describe("A payment whose amount differs from the order's", () => {
  const mismatched = async () => {
    const placed = await placeOrder();
    await setProviderSession(placed.payment.id, { status: "paid", amount: 7 });
    await settlePayment(placed.payment.id);
    return placed;
  };

  it("holds the order once: an order that staff cancel is refunded and not held again", async () => {
    const { order, payment } = await mismatched();
    const admin = await adminHeaders();
    const url = `/api/v1/admin/orders/${order.id}`;
    expect((await api.get(url, admin)).body.heldReason).to.equal("amount_mismatch");
    await api.put(`${url}/status`, { status: "cancelled" }, admin);
    await drainQueue();
    await passExpiry(payment.id);
    await expirePayments();
    await settlePayment(payment.id);
    await drainQueue();
    const { body } = await api.get(url, admin);
    expect(body.heldReason).to.equal(null);
    expect(body.payments[0].status).to.equal("mismatched");
    expect(body.refunds).to.have.length(1);
    expect(await refundedAtProvider(payment.id)).to.equal(7);
  });

  it("keeps the hold when the shopper cancels, and is refunded", async () => {
    const { order, payment, owner } = await mismatched();
    expect((await api.post(`/api/v1/orders/${order.id}/cancellation`, {}, owner)).status).to.equal(201);
    await drainQueue();
    expect(await refundedAtProvider(payment.id)).to.equal(7);
    const { body } = await api.get(`/api/v1/admin/orders/${order.id}`, await adminHeaders());
    expect(body.heldReason).to.equal("amount_mismatch");
  });

  it("releases its stock when staff clear the hold of the pending order", async () => {
    const { order, variantId } = await mismatched();
    const { reserved } = await stockOf(variantId);
    const { body } = await api.delete(`/api/v1/admin/orders/${order.id}/hold`, await adminHeaders());
    expect(body).to.include({ status: "pending", heldReason: null });
    expect((await stockOf(variantId)).reserved).to.equal(reserved - 1);
  });

  it("can be paid again when staff have cleared the hold", async () => {
    const { order, owner } = await mismatched();
    await api.delete(`/api/v1/admin/orders/${order.id}/hold`, await adminHeaders());
    const answer = await api.post(`/api/v1/orders/${order.id}/payments`, {}, { ...owner, ...key() });
    expect(answer.status).to.equal(201);
    await decide(answer.body.payment.id, "paid");
    expect(await orderOf(order.id, owner)).to.include({ status: "processing", paymentStatus: "paid" });
  });

  it("is released by staff once, after the order was cancelled", async () => {
    const { order, owner } = await mismatched();
    await api.post(`/api/v1/orders/${order.id}/cancellation`, {}, owner);
    await drainQueue();
    const admin = await adminHeaders();
    const url = `/api/v1/admin/orders/${order.id}/hold`;
    expect((await api.delete(url, admin)).body.heldReason).to.equal(null);
    expectProblem(await api.delete(url, admin), 404, "not_found");
  });

  it("is not released by the order's owner", async () => {
    const { order, owner } = await mismatched();
    const url = `/api/v1/admin/orders/${order.id}/hold`;
    expectProblem(await api.delete(url, owner), 401, "not_authenticated");
  });
});

describe("A cancelled unpaid order", () => {
  it("publishes no failed payment when its session ends", async () => {
    const { order, payment, owner } = await placeOrder();
    await api.post(`/api/v1/orders/${order.id}/cancellation`, {}, owner);
    await passExpiry(payment.id);
    await expirePayments();
    expect(await eventsOf(order.id)).to.deep.equal([
      "order.placed",
      "order.status_changed",
      "order.cancelled",
    ]);
    expect((await orderOf(order.id, owner)).payments[0].status).to.equal("expired");
  });
});

describe("The test provider", () => {
  it("accepts no payment for an expired session", async () => {
    const { payment } = await placeOrder();
    await setProviderSession(payment.id, { expiresAt: new Date(Date.now() - 1000) });
    expectProblem(await decide(payment.id, "paid"), 409, "payment_not_open");
    expect((await api.get(`/pay/test/${payment.id}`, { accept: "application/json" })).body.status).to.equal(
      "expired",
    );
  });
});

describe("A checkout that resumes after its payment expired", () => {
  it("opens no session, and returns the expired payment", async () => {
    const variantId = onlyVariant(await createProduct({ onHand: 1 })).id;
    const shared = { ...(await fillCart([{ variantId, quantity: 1 }])), ...key() };
    const { order, payment } = (await checkOut(shared)).body;
    // The process died before the session was opened, and the payment has expired.
    await forgetSession(payment.id);
    await passExpiry(payment.id);
    await removeProviderSession(payment.id);
    await forgetReply(order.id);
    await expirePayments();
    const again = await checkOut(shared);
    expect(again.status).to.equal(201);
    expect(again.body.payment).to.include({ status: "expired", redirectUrl: null });
    expect(await sql("SELECT FROM test_payment_sessions WHERE payment_id = $1", [payment.id])).to.deep.equal(
      [],
    );
  });
});
