import { expect } from "chai";
import { TestPaymentSession } from "../../../src/models/payments/TestPaymentSession.js";
import { api } from "../../support/api.js";
import { decide, placeOrder } from "../../support/factories/orders/orders.js";

const HTML = { accept: "text/html,*/*;q=0.8" };
const pageOf = (paymentId: string) => api.get(`/pay/test/${paymentId}`, HTML);
const PAY = '<button class="primary" name="outcome" value="paid">';

describe("GET /pay/test/{paymentId} as a page", () => {
  it("shows the lines, the difference and the total as money", async () => {
    const { payment } = await placeOrder({ title: "Mug", quantity: 2 });
    await TestPaymentSession.update({ amount: 3450 }, { where: { paymentId: payment.id } });
    const { text } = await pageOf(payment.id);
    const rows = [...text.matchAll(/<th scope="row">([^<]+)<\/th><td>([^<]+)<\/td>/g)].map(
      ([, ...row]) => row,
    );
    expect(rows).to.deep.equal([
      ["2 × Mug", "$30.00"],
      ["Shipping, tax and discounts", "$4.50"],
      ["Total", "$34.50"],
    ]);
  });

  it("offers a decision while the payment is open", async () => {
    const { text } = await pageOf((await placeOrder()).payment.id);
    expect(text).to.include("<h1>Pay $15.00</h1>").and.include(PAY).and.not.include('role="status"');
  });

  for (const [outcome, sentence] of [
    ["paid", "The payment is complete."],
    ["declined", "The payment was declined."],
    ["abandoned", "The payment was cancelled."],
  ] as const) {
    it(`shows the result of a payment that is ${outcome}, and a link to the shop`, async () => {
      const { payment, order } = await placeOrder();
      await decide(payment.id, outcome);
      const { text } = await pageOf(payment.id);
      expect(text)
        .to.include(sentence)
        .and.match(new RegExp(`<a href="[^"]*orderId=${order.id}">`));
      expect(text).not.to.include(PAY);
    });
  }

  it("shows that a payment has expired", async () => {
    const { payment } = await placeOrder();
    await TestPaymentSession.update({ expiresAt: new Date(0) }, { where: { paymentId: payment.id } });
    expect((await pageOf(payment.id)).text)
      .to.include("The payment has expired.")
      .and.not.include(PAY);
  });

  it("allows its style sheet, and forms to itself and the shop only", async () => {
    const { headers } = await pageOf((await placeOrder()).payment.id);
    expect(headers["content-security-policy"])
      .to.include("default-src 'none'; style-src 'self';")
      .and.match(/form-action 'self' https?:\/\/[^/ ;]+;/)
      .and.not.include("unsafe-inline");
  });
});
