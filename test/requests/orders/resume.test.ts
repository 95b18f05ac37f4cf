import { expect } from "chai";
import { testGateway } from "../../../src/gateways/testGateway.js";
import { api, expectProblem } from "../../support/api.js";
import { fillCart, onlyVariant } from "../../support/factories/cart/carts.js";
import { createProduct } from "../../support/factories/catalog/products.js";
import { checkOut, decide, key, placeOrder } from "../../support/factories/orders/orders.js";
import { Payment } from "../../../src/models/payments/Payment.js";
import { endLease, forgetReply, forgetSession } from "../../support/factories/payments/payments.js";

const cartOf = async () => {
  const { id: variantId } = onlyVariant(await createProduct({ onHand: 10 }));
  return { headers: await fillCart([{ variantId, quantity: 1 }]) };
};

describe("POST /api/v1/checkout, retried", () => {
  it("resumes a checkout that died after its order was written", async () => {
    const { headers } = await cartOf();
    const shared = { ...headers, ...key() };
    const first = await checkOut(shared);
    // The state after a crash between the phases: the order, its payment without a session, and a leased key.
    await forgetSession(first.body.payment.id);
    await forgetReply(first.body.order.id, 20);
    expectProblem(await checkOut(shared), 409, "idempotency_in_flight");
    await forgetReply(first.body.order.id);
    const again = await checkOut(shared);
    expect(again.status).to.equal(201);
    expect(again.body.order.id).to.equal(first.body.order.id);
    expect(again.body.payment).to.deep.equal(first.body.payment);
    expect(again.body.order.accessToken).to.equal(first.body.order.accessToken);
    const owner = { "x-order-token": again.body.order.accessToken };
    expect((await api.get(`/api/v1/orders/${first.body.order.id}`, owner)).status).to.equal(200);
  });

  it("returns the same guest token for every request when the provider takes longer than the lease", async () => {
    const { headers } = await cartOf();
    const shared = { ...headers, ...key() };
    const openSession = testGateway.openSession.bind(testGateway);
    let release: () => void = () => undefined;
    const released = new Promise<void>((done) => (release = done));
    const called = new Promise<string>((tell) => {
      testGateway.openSession = async (session) => {
        testGateway.openSession = openSession;
        tell(session.paymentId);
        await released;
        return openSession(session);
      };
    });
    const first = checkOut(shared);
    const paymentId = await called;
    const { orderId } = await Payment.findByPk(paymentId, { rejectOnEmpty: true });
    await endLease(orderId);
    const answers = [await checkOut(shared)];
    release();
    answers.push(await first, await checkOut(shared));
    const [one] = answers;
    for (const { status, body } of answers) {
      expect(status).to.equal(201);
      expect(body).to.deep.equal(one?.body);
    }
    const owner = { "x-order-token": one?.body.order.accessToken as string };
    expect((await api.get(`/api/v1/orders/${one?.body.order.id}`, owner)).status).to.equal(200);
  });
});

describe("POST /api/v1/orders/:id/payments, repeated", () => {
  it("resumes the payment of its first request, and leaves a newer one open", async () => {
    const { order, payment, owner } = await placeOrder();
    const url = `/api/v1/orders/${order.id}/payments`;
    await decide(payment.id, "declined");
    const shared = { ...owner, ...key() };
    const second = (await api.post(url, {}, shared)).body.payment;
    // The first request died before its reply was recorded.
    await forgetReply(second.id);
    await decide(second.id, "declined");
    const third = (await api.post(url, {}, { ...owner, ...key() })).body.payment;
    const again = await api.post(url, {}, shared);
    expect(again.status).to.equal(201);
    expect(again.body.payment).to.include({ id: second.id, status: "failed" });
    expect((await decide(third.id, "paid")).status).to.equal(200);
  });
});
