import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { sign } from "../../../src/gateways/signature.js";
import { sendTestWebhook } from "../../../src/gateways/sendTestWebhook.js";
import { drainQueue } from "../../support/jobs.js";
import { api, expectProblem, testOrigin } from "../../support/api.js";
import { fillCart } from "../../support/factories/cart/carts.js";
import { stockOf } from "../../support/factories/inventory/stock.js";
import {
  checkOut,
  decide,
  key,
  type PlacedOrder,
  placeOrder,
} from "../../support/factories/orders/orders.js";
import { setProviderSession } from "../../support/factories/payments/payments.js";

describe("Paying an order", () => {
  describe("twice on the provider's page", () => {
    let placed: PlacedOrder;
    before(async () => {
      placed = await placeOrder({ quantity: 3 });
      for (let time = 0; time < 2; time++)
        expect((await decide(placed.payment.id, "paid")).body.status).to.equal("paid");
      await drainQueue();
      await drainQueue();
    });

    it("moves the order to processing, once", async () => {
      const { body } = await api.get(`/api/v1/orders/${placed.order.id}`, placed.owner);
      expect(body).to.include({ status: "processing", paymentStatus: "paid" });
      const statuses = body.history.map(({ status }: { status: string }) => status);
      expect(statuses).to.deep.equal(["pending", "processing"]);
    });

    it("captures the payment", async () => {
      const { body } = await api.get(`/api/v1/orders/${placed.order.id}`, placed.owner);
      expect(body.payments[0]).to.include({ status: "captured", redirectUrl: null });
    });

    it("deducts the stock once", async () => {
      expect(await stockOf(placed.variantId)).to.deep.equal({ onHand: 7, reserved: 0 });
    });

    it("mails one confirmation", async () => {
      const mails = (await api.get("/dev/mailbox")).body.data.filter(({ subject }: { subject: string }) =>
        subject.includes(placed.order.number),
      );
      expect(mails).to.have.length(1);
      expect(mails[0].text).to.contain("Total: $");
    });

    it("leaves nothing to decline", async () => {
      expectProblem(await decide(placed.payment.id, "declined"), 409, "payment_not_open");
    });
  });

  it("settles by the webhook alone, even if it is sent repeatedly and in parallel", async () => {
    const { order, payment, variantId, owner } = await placeOrder();
    await setProviderSession(payment.id, { status: "paid" });
    const send = () => sendTestWebhook(testOrigin(), `test_${payment.id}`, "paid");
    await Promise.all(Array.from({ length: 10 }, send));
    await Promise.all(Array.from({ length: 4 }, drainQueue));
    expect((await api.get(`/api/v1/orders/${order.id}`, owner)).body).to.include({ paymentStatus: "paid" });
    expect(await stockOf(variantId)).to.deep.equal({ onHand: 9, reserved: 0 });
  });

  it("rejects webhooks without a valid, recent signature of the provider", async () => {
    const body = { id: "evt_1", type: "session.paid", sessionId: "test_x" };
    const forged = sign(Buffer.from("f".repeat(32)), Buffer.from(JSON.stringify(body)));
    for (const header of [undefined, "", "t=1,v1=00", forged]) {
      const headers = header === undefined ? {} : { "cartwright-signature": header };
      expectProblem(await api.post("/webhooks/test", body, headers as never), 400, "invalid_signature");
    }
  });

  it("returns 404 for a webhook of an unknown provider", async () => {
    const body = { id: "evt_1", type: "session.paid", sessionId: "test_x" };
    expectProblem(await api.post("/webhooks/nobody", body), 404, "not_found");
  });

  it("releases the stock after a decline, and lets the shopper pay again", async () => {
    const { order, payment, variantId, owner } = await placeOrder({ onHand: 1 });
    const url = `/api/v1/orders/${order.id}`;
    expectProblem(await api.post(`${url}/payments`, {}, { ...owner, ...key() }), 409, "payment_still_open");
    await decide(payment.id, "declined");
    expect((await api.get(url, owner)).body).to.include({ status: "pending", paymentStatus: "failed" });
    expect(await stockOf(variantId)).to.deep.equal({ onHand: 1, reserved: 0 });
    const retry = await api.post(`${url}/payments`, {}, { ...owner, ...key() });
    expect(retry.status).to.equal(201);
    expect(await stockOf(variantId)).to.deep.equal({ onHand: 1, reserved: 1 });
    await decide(retry.body.payment.id, "paid");
    expect((await api.get(url, owner)).body).to.include({ status: "processing", paymentStatus: "paid" });
    expectProblem(await api.post(`${url}/payments`, {}, { ...owner, ...key() }), 409, "order_already_paid");
  });

  it("rejects another payment when the last piece was sold meanwhile", async () => {
    const { order, payment, variantId, owner } = await placeOrder({ onHand: 1 });
    await decide(payment.id, "abandoned");
    expect((await checkOut(await fillCart([{ variantId, quantity: 1 }]))).status).to.equal(201);
    expectProblem(
      await api.post(`/api/v1/orders/${order.id}/payments`, {}, { ...owner, ...key() }),
      409,
      "out_of_stock",
    );
  });

  it("shows an HTML page to a browser, with the title escaped", async () => {
    const { payment } = await placeOrder({ title: `Mug <b>"big"</b>` });
    const page = await api.get(`/pay/test/${payment.id}`, { accept: "text/html" });
    expect(page.text)
      .to.contain("Mug &lt;b&gt;&quot;big&quot;&lt;/b&gt;")
      .and.to.contain('value="abandoned"');
  });

  it("redirects a form to the shop", async () => {
    const { payment } = await placeOrder();
    const headers = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
    const response = await api.post(`/pay/test/${payment.id}`, "outcome=paid", headers);
    expect(response.status).to.equal(303);
    expect(response.headers.location).to.match(/orderId=/);
  });

  it("returns 404 for an unknown payment", async () => {
    expectProblem(await api.post(`/pay/test/${randomUUID()}`, { outcome: "paid" }), 404, "not_found");
  });
});
