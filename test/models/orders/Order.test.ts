import { expect } from "chai";
import { Order } from "../../../src/models/orders/Order.js";
import { ORDER_PAYMENT_STATUSES, ORDER_STATUSES } from "../../../src/models/orders/vocabulary.js";
import { customerHeaders } from "../../support/factories/identity/users.js";
import { placeOrder } from "../../support/factories/orders/orders.js";

const COPIED = { cartId: "", email: "", currency: "EUR", subtotalAmount: 0, totalAmount: 0 };
const ADDRESS = { firstName: "", lastName: "", line1: "", city: "", country: "DE" } as never;
const orderWith = (facts: object) =>
  Order.build({ ...COPIED, shippingAddress: ADDRESS, billingAddress: ADDRESS, heldReason: null, ...facts });

describe("Order", () => {
  it("is payable while it is pending, not held, and unpaid or failed", () => {
    const payable = ORDER_STATUSES.flatMap((status) =>
      ORDER_PAYMENT_STATUSES.filter((paymentStatus) => orderWith({ status, paymentStatus }).isPayable).map(
        (paymentStatus) => [status, paymentStatus],
      ),
    );
    expect(payable).to.deep.equal([
      ["pending", "unpaid"],
      ["pending", "failed"],
    ]);
    expect(orderWith({ status: "pending", heldReason: "amount_mismatch" }).isPayable).to.equal(false);
  });

  it("names the legal transitions when it rejects one", () => {
    const refused = (() => {
      try {
        orderWith({ status: "processing" }).assertCanMoveTo("delivered");
      } catch (error) {
        return (error as { extras: object }).extras;
      }
    })();
    expect(refused).to.deep.equal({
      from: "processing",
      to: "delivered",
      allowed: ["shipped", "cancelled"],
    });
  });

  it("is associated with its user, cart, lines, payments and history", async () => {
    const { order } = await placeOrder({ headers: await customerHeaders() });
    const found = await Order.findByPk(order.id, {
      include: ["user", "cart", "items", "payments", "statusChanges"],
      rejectOnEmpty: true,
    });
    expect(found.user?.id).to.equal(found.userId);
    expect(found.cart?.closedAt).to.be.an.instanceOf(Date);
    expect(found.items).to.have.length(1);
    expect(found.payments).to.have.length(1);
    expect(found.statusChanges?.map(({ status }) => status)).to.deep.equal(["pending"]);
  });
});
