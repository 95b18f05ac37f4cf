import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { api, expectProblem, type Headers, statementsOf } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { fillCart, onlyVariant } from "../../support/factories/cart/carts.js";
import { createProduct, createProducts } from "../../support/factories/catalog/products.js";
import { customerHeaders } from "../../support/factories/identity/users.js";
import { ADDRESS, checkOut, key, placeOrder } from "../../support/factories/orders/orders.js";
import { setOnHand, stockOf } from "../../support/factories/inventory/stock.js";
import { ProductVariant } from "../../../src/models/catalog/ProductVariant.js";
import { Product } from "../../../src/models/catalog/Product.js";

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
