import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { settlePayment } from "../../../src/services/payments/settlePayment.js";
import { expirePayments, drainQueue } from "../../support/jobs.js";
import { api, expectProblem, type Headers, statementsOf } from "../../support/api.js";
import { adminHeaders, customerHeaders } from "../../support/factories/identity/users.js";
import { decide, type PlacedOrder, placeOrder } from "../../support/factories/orders/orders.js";
import { setOnHand, stockOf } from "../../support/factories/inventory/stock.js";
import { passExpiry, setProviderSession } from "../../support/factories/payments/payments.js";

describe("PUT /api/v1/admin/orders/:id/status", () => {
  const move = (id: string, status: string, headers: Record<string, string>) =>
    api.put(`/api/v1/admin/orders/${id}/status`, { status }, headers);

  it("is for staff only", async () => {
    const { order } = await placeOrder();
    expectProblem(await move(order.id, "shipped", {}), 401, "not_authenticated");
    expectProblem(await move(order.id, "shipped", await customerHeaders()), 403, "not_allowed");
    expectProblem(await move(randomUUID(), "shipped", await adminHeaders()), 404, "not_found");
  });

  it("allows only legal transitions, and lists them in the error", async () => {
    const admin = await adminHeaders();
    const { order, payment } = await placeOrder();
    const early = await move(order.id, "shipped", admin);
    expectProblem(early, 409, "illegal_transition");
    expect(early.body).to.deep.include({
      from: "pending",
      to: "shipped",
      allowed: ["processing", "cancelled"],
    });
    await decide(payment.id, "paid");
    for (const status of ["shipped", "delivered"]) {
      expect((await move(order.id, status, admin)).body.status).to.equal(status);
    }
    for (const status of ["pending", "processing", "shipped", "delivered", "cancelled"]) {
      expectProblem(await move(order.id, status, admin), 409, "illegal_transition");
    }
    const { body } = await api.get(`/api/v1/admin/orders/${order.id}`, admin);
    expect(body.history).to.have.length(4);
    expect(body.history[3].by).to.match(/^admin:/);
  });

  it("deducts the stock of an unpaid order that staff accept", async () => {
    const { order, variantId } = await placeOrder({ quantity: 2 });
    expect((await move(order.id, "processing", await adminHeaders())).body.paymentStatus).to.equal("unpaid");
    expect(await stockOf(variantId)).to.deep.equal({ onHand: 8, reserved: 0 });
  });

  it("rejects a stale If-Match", async () => {
    const admin = await adminHeaders();
    const { order } = await placeOrder();
    const { etag } = (await api.get(`/api/v1/admin/orders/${order.id}`, admin)).headers;
    const headers = { ...admin, "if-match": String(etag) };
    expect((await move(order.id, "processing", headers)).status).to.equal(200);
    expectProblem(await move(order.id, "shipped", headers), 412, "stale_version");
  });
});

describe("POST /api/v1/orders/:id/cancellation", () => {
  const cancel = (id: string, headers: Record<string, string>) =>
    api.post(`/api/v1/orders/${id}/cancellation`, {}, headers);

  it("releases the stock of an unpaid order and ends its payment", async () => {
    const { order, payment, variantId, owner } = await placeOrder({ quantity: 2 });
    expect((await cancel(order.id, owner)).body.status).to.equal("cancelled");
    expect(await stockOf(variantId)).to.deep.equal({ onHand: 10, reserved: 0 });
    await drainQueue();
    expectProblem(await decide(payment.id, "paid"), 409, "payment_not_open");
  });

  it("returns the stock and refunds the payment of a paid order once for 10 concurrent requests", async () => {
    const { order, payment, variantId, owner } = await placeOrder({ quantity: 4 });
    await decide(payment.id, "paid");
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(order.id, owner)));
    expect(answers.filter(({ status }) => status === 201)).to.have.length(1);
    for (const response of answers.filter(({ status }) => status !== 201)) {
      expectProblem(response, 409, "illegal_transition");
    }
    expect(await stockOf(variantId)).to.deep.equal({ onHand: 10, reserved: 0 });
    await Promise.all([drainQueue(), drainQueue()]);
    const { body } = await api.get(`/api/v1/orders/${order.id}`, owner);
    expect(body).to.include({ status: "cancelled", paymentStatus: "refunded" });
    expect(body.refunds).to.have.length(1);
    expect(body.refunds[0].amount).to.deep.equal(body.totals.total);
  });

  it("rejects an order that has been shipped", async () => {
    const admin = await adminHeaders();
    const { order, payment, owner } = await placeOrder();
    await decide(payment.id, "paid");
    await api.put(`/api/v1/admin/orders/${order.id}/status`, { status: "shipped" }, admin);
    expectProblem(await cancel(order.id, owner), 409, "illegal_transition");
  });

  it("refunds a payment made while the order was cancelled", async () => {
    const { order, payment, owner } = await placeOrder();
    await setProviderSession(payment.id, { status: "paid" });
    await cancel(order.id, owner);
    await settlePayment(payment.id);
    await drainQueue();
    const { body } = await api.get(`/api/v1/orders/${order.id}`, owner);
    expect(body).to.include({ status: "cancelled", paymentStatus: "refunded" });
  });
});

describe("Payments past their expiry", () => {
  it("expire: the session ends, then the stock is released", async () => {
    const { order, payment, variantId, owner } = await placeOrder();
    await passExpiry(payment.id);
    await expirePayments();
    expect((await api.get(`/api/v1/orders/${order.id}`, owner)).body.payments[0].status).to.equal("expired");
    expect(await stockOf(variantId)).to.deep.equal({ onHand: 10, reserved: 0 });
    expectProblem(await decide(payment.id, "paid"), 409, "payment_not_open");
  });

  it("count if they were made at the last moment", async () => {
    const { order, payment, owner } = await placeOrder();
    await setProviderSession(payment.id, { status: "paid" });
    await passExpiry(payment.id);
    await expirePayments();
    expect((await api.get(`/api/v1/orders/${order.id}`, owner)).body).to.include({ status: "processing" });
  });

  /** An order whose late payment arrives after the stock is sold out. */
  const soldOut = async () => {
    const late = await placeOrder({ onHand: 1 });
    await decide(late.payment.id, "abandoned");
    await setOnHand(late.variantId, 0);
    await setProviderSession(late.payment.id, { status: "paid" });
    await settlePayment(late.payment.id);
    return late;
  };
  const heldReason = async ({ order }: PlacedOrder) =>
    (await api.get(`/api/v1/admin/orders/${order.id}`, await adminHeaders())).body.heldReason;

  it("hold the order for review if the amount is wrong", async () => {
    const wrong = await placeOrder();
    await setProviderSession(wrong.payment.id, { status: "paid", amount: 1 });
    await settlePayment(wrong.payment.id);
    expect(await heldReason(wrong)).to.equal("amount_mismatch");
  });

  it("hold the order for review if the stock is sold out", async () => {
    expect(await heldReason(await soldOut())).to.equal("paid_without_stock");
  });

  it("list a held order for staff", async () => {
    const { order } = await soldOut();
    const { body } = await api.get("/api/v1/admin/orders?held=true", await adminHeaders());
    expect(body.data.map(({ id }: { id: string }) => id)).to.include(order.id);
  });

  it("release the hold when staff accept the order", async () => {
    const { order, variantId } = await soldOut();
    await setOnHand(variantId, 1);
    const url = `/api/v1/admin/orders/${order.id}/status`;
    const { body } = await api.put(url, { status: "processing" }, await adminHeaders());
    expect(body).to.include({ status: "processing", heldReason: null });
  });
});

describe("GET /api/v1/orders", () => {
  let customer: Headers;
  before(async () => {
    customer = await customerHeaders();
    for (let count = 0; count < 5; count++) await placeOrder({ headers: customer });
  });

  it("pages by number and by cursor alike", async () => {
    const byPage = [1, 2, 3].map((page) => api.get(`/api/v1/orders?limit=2&page=${page}`, customer));
    const pages = (await Promise.all(byPage)).map(({ body }) => body);
    expect(pages[0].meta).to.deep.include({ page: 1, total: 5, limit: 2 });
    const walked: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const url = `/api/v1/orders?limit=2&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await api.get(url, customer);
      walked.push(...body.data.map(({ id }: { id: string }) => id));
      cursor = body.meta.nextCursor;
    }
    expect(walked).to.deep.equal(pages.flatMap(({ data }) => data.map(({ id }: { id: string }) => id)));
    expect(walked).to.have.length(5);
  });

  it("counts the total only when the page does not show the end of the list", async () => {
    expect(statementsOf(await api.get("/api/v1/orders?limit=2", customer))).to.equal(3);
    expect(statementsOf(await api.get("/api/v1/orders?limit=100", customer))).to.equal(2);
  });

  it("refuses a page together with a cursor", async () => {
    expectProblem(await api.get("/api/v1/orders?page=1&cursor=", customer), 400, "validation_failed");
  });

  it("refuses an invalid cursor", async () => {
    expectProblem(await api.get("/api/v1/orders?cursor=nonsense", customer), 400, "invalid_cursor");
  });

  it("filters the list for staff", async () => {
    const admin = await adminHeaders();
    const { order } = await placeOrder();
    for (const filter of [
      `q=${order.number.toLowerCase()}`,
      `q=${order.number}&status=pending&paymentStatus=unpaid`,
    ]) {
      const { body } = await api.get(`/api/v1/admin/orders?${filter}`, admin);
      expect(body.data.map(({ id }: { id: string }) => id)).to.deep.equal([order.id]);
    }
    expect(
      (await api.get(`/api/v1/admin/orders?q=${order.number}&status=shipped`, admin)).body.data,
    ).to.deep.equal([]);
  });
});
