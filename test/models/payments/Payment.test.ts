import { expect } from "chai";
import { Payment } from "../../../src/models/payments/Payment.js";
import { PAYMENT_STATUSES } from "../../../src/models/payments/vocabulary.js";
import { fillCart, onlyVariant } from "../../support/factories/cart/carts.js";
import { createProduct } from "../../support/factories/catalog/products.js";
import { checkOut } from "../../support/factories/orders/orders.js";

const paymentWith = (facts: object) =>
  Payment.build({
    orderId: "",
    provider: "test",
    attempt: 1,
    currency: "EUR",
    amount: 500,
    expiresAt: new Date(),
    ...facts,
  });

describe("Payment", () => {
  it("may have an open session while it is pending, declined or abandoned", () => {
    const endable = PAYMENT_STATUSES.filter((status) => paymentWith({ status }).isEndable);
    expect(endable).to.deep.equal(["pending", "failed", "abandoned"]);
  });

  it("accepts only its amount in its currency", () => {
    const payment = paymentWith({});
    expect(payment.asksFor({ amount: 500, currency: "EUR" })).to.equal(true);
    expect(payment.asksFor({ amount: 501, currency: "EUR" })).to.equal(false);
    expect(payment.asksFor({ amount: 500, currency: "USD" })).to.equal(false);
  });

  it("loads with its order and the lines in sequence", async () => {
    const products = [await createProduct(), await createProduct(), await createProduct()];
    const lines = products.map((product) => ({ variantId: onlyVariant(product).id, quantity: 1 }));
    const { body } = await checkOut(await fillCart(lines));
    const { order } = await Payment.loadWithOrder(String(body.payment.id));
    expect(order.number).to.equal(body.order.number);
    expect(order.items.map(({ id }) => id)).to.deep.equal(
      body.order.items.map(({ id }: { id: string }) => id),
    );
  });
});
