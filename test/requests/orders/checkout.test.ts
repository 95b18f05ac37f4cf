import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { sign } from "../../../src/gateways/signature.js";
import { sendTestWebhook } from "../../../src/gateways/sendTestWebhook.js";
import { drainQueue } from "../../support/jobs.js";
import { api, expectProblem, type Headers, statementsOf, testOrigin } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { fillCart, onlyVariant } from "../../support/factories/cart/carts.js";
import { createProduct, createProducts } from "../../support/factories/catalog/products.js";
import { customerHeaders } from "../../support/factories/identity/users.js";
import { ADDRESS, checkOut, decide, key, placeOrder } from "../../support/factories/orders/orders.js";
import { setOnHand } from "../../support/factories/inventory/stock.js";
import { ProductVariant } from "../../../src/models/catalog/ProductVariant.js";
import { Product } from "../../../src/models/catalog/Product.js";
import { setProviderSession } from "../../support/factories/payments/payments.js";

const stockOf = async (variantId: string) => {
  const [row] = await sql<{ onHand: number; reserved: number }>(
    `SELECT on_hand AS "onHand", reserved FROM stock_items WHERE variant_id = $1`,
    [variantId],
  );
  return row;
};
const cartOf = async (seed: Parameters<typeof createProduct>[0] = {}, quantity = 1) => {
  const variant = onlyVariant(await createProduct({ onHand: 10, priceAmount: 1500, ...seed }));
  return {
    variantId: variant.id,
    productId: variant.productId,
    headers: await fillCart([{ variantId: variant.id, quantity }]),
  };
};

describe("POST /api/v1/checkout", () => {
  it("requires an Idempotency-Key", async () => {
    const { headers } = await cartOf();
    const body = { email: "a@example.com", shippingAddress: ADDRESS };
    expectProblem(await api.post("/api/v1/checkout", body, headers), 428, "idempotency_key_required");
  });

  it("rejects prices, status and totals from the client", async () => {
    const { headers } = await cartOf();
    for (const extra of [
      { totals: { total: 1 } },
      { status: "delivered" },
      { price: 1 },
      { userId: randomUUID() },
    ]) {
      expectProblem(await checkOut(headers, extra), 400, "validation_failed");
    }
  });

  it("names the missing or invalid field: a guest's e-mail address, the shipping address, the country", async () => {
    const { headers } = await cartOf();
    const cases: [object, string][] = [
      [{ email: undefined }, "email"],
      [{ shippingAddress: undefined }, "shippingAddress"],
      [{ shippingAddress: { ...ADDRESS, country: "ZZ" } }, "shippingAddress.country"],
    ];
    for (const [body, path] of cases) {
      const response = await checkOut(headers, body);
      expectProblem(response, 400, "validation_failed");
      expect(response.body.errors[0].path).to.equal(path);
    }
  });

  it("rejects a missing cart", async () => expectProblem(await checkOut({}), 409, "cart_empty"));

  it("rejects an emptied cart", async () => {
    const { headers } = await cartOf();
    await api.delete("/api/v1/cart", headers);
    expectProblem(await checkOut(headers), 409, "cart_empty");
  });

  it("rejects an unknown provider", async () => {
    const { headers } = await cartOf();
    expectProblem(await checkOut(headers, { paymentProvider: "bitcoin" }), 409, "provider_unavailable");
  });

  it("rejects an unknown shipping option", async () => {
    const { headers } = await cartOf();
    const noOption = await checkOut(headers, { shippingOptionId: randomUUID() });
    expectProblem(noOption, 409, "shipping_option_unavailable");
  });

  it("rejects an item of an archived product", async () => {
    const { headers, productId } = await cartOf();
    await Product.update({ status: "archived" }, { where: { id: productId } });
    expectProblem(await checkOut(headers), 409, "out_of_stock");
  });

  it("names items that are sold out meanwhile, and leaves cart and stock unchanged", async () => {
    const { headers, variantId } = await cartOf({ onHand: 2 }, 2);
    await setOnHand(variantId, 1);
    const response = await checkOut(headers);
    expectProblem(response, 409, "out_of_stock");
    expect(response.body).to.deep.include({
      available: 1,
      items: [{ variantId, available: 1, requested: 2 }],
    });
    expect((await api.get("/api/v1/cart", headers)).body.itemCount).to.equal(2);
    expect(await stockOf(variantId)).to.deep.equal({ onHand: 1, reserved: 0 });
  });

  describe("with a full cart", () => {
    let cart: Awaited<ReturnType<typeof cartOf>>;
    let response: Awaited<ReturnType<typeof checkOut>>;
    before(async () => {
      cart = await cartOf({ title: "Oak stool", sku: `S-${randomUUID()}`, onHand: 5 }, 2);
      response = await checkOut(cart.headers, { note: "Ring twice" });
      expect(response.status, response.text).to.equal(201);
    });

    it("copies the cart into a pending order", () => {
      const { order } = response.body;
      expect(response.headers.location).to.equal(`/api/v1/orders/${order.id}`);
      expect(order).to.deep.include({ status: "pending", paymentStatus: "unpaid", note: "Ring twice" });
      expect(order.items[0]).to.deep.include({
        title: "Oak stool",
        quantity: 2,
        lineTotal: { amount: 3000, currency: "USD" },
      });
    });

    it("adds up the totals", () => {
      const { subtotal, discount, shipping, tax, total } = response.body.order.totals;
      expect(total.amount).to.equal(subtotal.amount - discount.amount + shipping.amount + tax.amount);
    });

    it("returns a payment of the total, with its URL", () => {
      const { order, payment } = response.body;
      expect(payment).to.deep.include({ provider: "test", status: "pending", amount: order.totals.total });
      expect(payment.redirectUrl).to.match(new RegExp(`/pay/test/${payment.id}$`));
    });

    it("reserves the stock", async () => {
      expect(await stockOf(cart.variantId)).to.deep.equal({ onHand: 5, reserved: 2 });
    });

    it("empties the cart", async () => {
      expect((await api.get("/api/v1/cart", cart.headers)).body.id).to.equal(null);
    });

    it("keeps the title and the price of the order when the product changes", async () => {
      const { variantId, productId } = cart;
      await ProductVariant.update({ priceAmount: 1, compareAtAmount: null }, { where: { id: variantId } });
      await Product.update({ title: "Other" }, { where: { id: productId } });
      const { accessToken, ...told } = response.body.order;
      const later = await api.get(`/api/v1/orders/${told.id}`, { "x-order-token": accessToken });
      expect(later.body).to.deep.equal(told);
    });
  });

  it("shows an order to its owner only", async () => {
    const customer = await customerHeaders();
    const owned = await placeOrder({ headers: customer });
    const guests = await placeOrder();
    const url = `/api/v1/orders/${owned.order.id}`;
    for (const stranger of [{}, await customerHeaders(), guests.owner]) {
      expectProblem(await api.get(url, stranger), 404, "not_found");
      expectProblem(await api.post(`${url}/cancellation`, {}, stranger), 404, "not_found");
      expectProblem(await api.post(`${url}/payments`, {}, { ...stranger, ...key() }), 404, "not_found");
    }
    expect((await api.get(url, customer)).status).to.equal(200);
  });

  it("lists a guest's order by its token", async () => {
    const { order, owner } = await placeOrder();
    expect((await api.get("/api/v1/orders", owner)).body.data[0].id).to.equal(order.id);
  });

  it("lists no orders without a login or a token", async () => {
    expectProblem(await api.get("/api/v1/orders"), 401, "not_authenticated");
  });

  /** Expects one order and one payment from parallel checkouts of one cart. */
  const expectOneOrder = async (variantId: string, nextHeaders: () => Headers) => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => checkOut(nextHeaders())));
    const orders = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.order.id));
    expect(orders.size).to.equal(1);
    for (const { status } of answers) expect([201, 409]).to.include(status);
    const [row] = await sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM payments p JOIN order_items i USING (order_id) WHERE i.variant_id = $1`,
      [variantId],
    );
    expect(row?.n).to.equal(1);
  };

  it("creates one order for 20 parallel requests with the same key", async () => {
    const { headers, variantId } = await cartOf();
    const shared = { ...headers, ...key() };
    await expectOneOrder(variantId, () => shared);
  });

  it("creates one order for 20 parallel requests with different keys", async () => {
    const { headers, variantId } = await cartOf();
    await expectOneOrder(variantId, () => ({ ...headers, ...key() }));
  });

  it("replays the reply, with the guest's token, to a repeated key", async () => {
    const { headers } = await cartOf();
    const shared = { ...headers, ...key() };
    const first = await checkOut(shared);
    const replay = await checkOut(shared);
    expect(replay.headers["idempotent-replayed"]).to.equal("true");
    expect(first.body.order.accessToken).to.be.a("string");
    expect(replay.body.order.accessToken).to.equal(first.body.order.accessToken);
  });

  it("sells exactly the 20 pieces of two products to 60 concurrent buyers, whatever the order of their lines", async () => {
    const products = await createProducts([{ onHand: 20 }, { onHand: 20 }]);
    const variants = products.map((product) => onlyVariant(product).id);
    const carts = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const lines = variants.map((variantId) => ({ variantId, quantity: 1 }));
        return fillCart(index % 2 ? lines : lines.reverse());
      }),
    );
    const answers = await Promise.all(carts.map((headers) => checkOut(headers)));
    expect(answers.filter(({ status }) => status === 201)).to.have.length(20);
    for (const response of answers.filter(({ status }) => status !== 201))
      expectProblem(response, 409, "out_of_stock");
    for (const id of variants) expect(await stockOf(id)).to.deep.equal({ onHand: 20, reserved: 20 });
  });

  it("runs as many statements for 100 lines as for one", async () => {
    const products = await createProducts(Array.from({ length: 100 }, () => ({ onHand: 5 })));
    const lines = products.map((product) => ({ variantId: onlyVariant(product).id, quantity: 1 }));
    const few = statementsOf(await checkOut(await fillCart(lines.slice(0, 1))));
    const many = statementsOf(await checkOut(await fillCart(lines)));
    expect(many).to.equal(few);
    expect(few).to.be.at.most(17);
  });
});

describe("Paying an order", () => {
  it("moves the order to processing, deducts the stock and mails a confirmation, once", async () => {
    const { order, payment, variantId, owner } = await placeOrder({ quantity: 3 });
    const paid = await decide(payment.id, "paid");
    expect(paid.body.status).to.equal("paid");
    const { body } = await api.get(`/api/v1/orders/${order.id}`, owner);
    expect(body).to.include({ status: "processing", paymentStatus: "paid" });
    expect(body.history.map(({ status }: { status: string }) => status)).to.deep.equal([
      "pending",
      "processing",
    ]);
    expect(body.payments[0]).to.include({ status: "captured", redirectUrl: null });
    expect(await stockOf(variantId)).to.deep.equal({ onHand: 7, reserved: 0 });
    await decide(payment.id, "paid");
    await drainQueue();
    await drainQueue();
    const mails = (await api.get("/dev/mailbox")).body.data.filter(({ subject }: { subject: string }) =>
      subject.includes(order.number),
    );
    expect(mails).to.have.length(1);
    expect(mails[0].text).to.contain("Total: $");
    expect(await stockOf(variantId)).to.deep.equal({ onHand: 7, reserved: 0 });
    expectProblem(await decide(payment.id, "declined"), 409, "payment_not_open");
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

  it("redirects a form to the shop, and shows an HTML page to a browser", async () => {
    const { payment } = await placeOrder({ title: `Mug <b>"big"</b>` });
    const page = await api.get(`/pay/test/${payment.id}`, { accept: "text/html" });
    expect(page.text)
      .to.contain("Mug &lt;b&gt;&quot;big&quot;&lt;/b&gt;")
      .and.to.contain('value="abandoned"');
    const headers = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
    const response = await api.post(`/pay/test/${payment.id}`, "outcome=paid", headers);
    expect(response.status).to.equal(303);
    expect(response.headers.location).to.match(/orderId=/);
    expectProblem(await api.post(`/pay/test/${randomUUID()}`, { outcome: "paid" }), 404, "not_found");
  });
});
