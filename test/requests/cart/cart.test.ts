import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { api, expectProblem, type Headers, statementsOf } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { fillCart, onlyVariant } from "../../support/factories/cart/carts.js";
import { createProduct, createProducts } from "../../support/factories/catalog/products.js";
import { createUser, customerHeaders, PASSWORD } from "../../support/factories/identity/users.js";

const ITEMS = "/api/v1/cart/items";

describe("GET /api/v1/cart", () => {
  it("shows an empty cart, and creates none, to a shopper without one", async () => {
    const before = await sql("SELECT count(*) FROM carts");
    for (const headers of [{}, { "x-cart-token": "x".repeat(43) }, await customerHeaders()]) {
      const { body, status } = await api.get("/api/v1/cart", headers);
      expect(status).to.equal(200);
      expect(body).to.deep.include({ id: null, items: [], itemCount: 0, coupon: null });
      expect(body.totals.total).to.deep.equal({ amount: 0, currency: "USD" });
    }
    expect(await sql("SELECT count(*) FROM carts")).to.deep.equal(before);
  });

  it("needs the guest's secret, as a header or cookie; the cart's id is not enough", async () => {
    const { id } = onlyVariant(await createProduct());
    const first = await api.post(ITEMS, { variantId: id });
    const token = String(first.headers["x-cart-token"]);
    expect(String(first.headers["set-cookie"])).to.match(/^cart_token=.*HttpOnly/);
    const ways: Headers[] = [{ "x-cart-token": token }, { cookie: `cart_token=${token}` }];
    for (const headers of ways) {
      expect((await api.get("/api/v1/cart", headers)).body.id).to.equal(first.body.id);
    }
    expect((await api.get("/api/v1/cart", { "x-cart-token": first.body.id })).body.id).to.equal(null);
  });

  it("shows a changed price and the stock", async () => {
    const variant = onlyVariant(await createProduct({ priceAmount: 1000, onHand: 7 }));
    const headers = await fillCart([{ variantId: variant.id, quantity: 2 }]);
    await variant.update({ priceAmount: 1200 });
    const { body } = await api.get("/api/v1/cart", headers);
    expect(body.items[0]).to.deep.include({ priceChanged: true, available: 7, quantity: 2 });
    expect(body.totals.subtotal.amount).to.equal(2400);
  });

  it("takes two statements, for one line and for a hundred", async () => {
    const products = await createProducts(Array.from({ length: 100 }, () => ({ onHand: 5 })));
    const lines = products.map((product) => ({ variantId: onlyVariant(product).id, quantity: 1 }));
    const budgets = await Promise.all(
      [lines.slice(0, 1), lines].map(async (some) => {
        const headers = await fillCart(some);
        return statementsOf(await api.get("/api/v1/cart", headers));
      }),
    );
    expect(budgets).to.deep.equal([2, 2]);
  });
});

describe("POST /api/v1/cart/items", () => {
  it("refuses variants that are not for sale", async () => {
    const draft = onlyVariant(await createProduct({ status: "draft" }));
    for (const variantId of [randomUUID(), draft.id]) {
      expectProblem(await api.post(ITEMS, { variantId }), 404, "variant_not_found");
    }
  });

  it("requires a variant when a product has several", async () => {
    const several = await createProduct({
      options: [{ name: "Size", values: ["S", "M"] }],
      variants: [{ options: { Size: "S" } }, { options: { Size: "M" } }],
    });
    expectProblem(await api.post(ITEMS, { productId: several.id }), 409, "variant_required");
  });

  it("adds the only variant by the product's id", async () => {
    const single = await createProduct({ onHand: 1 });
    const { body } = await api.post(ITEMS, { productId: single.id, quantity: 1 });
    expect(body.items[0]).to.include({ productId: single.id, variantId: onlyVariant(single).id });
  });

  it("refuses more than the stock, and returns the stock", async () => {
    const { id: variantId } = onlyVariant(await createProduct({ onHand: 3 }));
    const tooMany = await api.post(ITEMS, { variantId, quantity: 4 });
    expectProblem(tooMany, 409, "out_of_stock");
    expect(tooMany.body.available).to.equal(3);
  });

  it("refuses more than the stock in two steps", async () => {
    const { id: variantId } = onlyVariant(await createProduct({ onHand: 3 }));
    const headers = await fillCart([{ variantId, quantity: 2 }]);
    expectProblem(await api.post(ITEMS, { variantId, quantity: 2 }, headers), 409, "out_of_stock");
    expect((await api.get("/api/v1/cart", headers)).body.itemCount).to.equal(2);
  });

  it("adds to the quantity when the variant is already there, within one body too", async () => {
    const { id: variantId } = onlyVariant(await createProduct({ onHand: 10, priceAmount: 250 }));
    const headers = await fillCart([
      { variantId, quantity: 1 },
      { variantId: variantId.toUpperCase(), quantity: 2 },
    ]);
    const { body } = await api.post(ITEMS, { variantId, quantity: 3 }, headers);
    expect(body.items).to.have.length(1);
    expect(body.items[0]).to.deep.include({ quantity: 6, lineTotal: { amount: 1500, currency: "USD" } });
  });

  it("adds all of several items or none", async () => {
    const good = onlyVariant(await createProduct({ onHand: 5 }));
    const headers = await fillCart([{ variantId: good.id, quantity: 1 }]);
    const items = [{ variantId: good.id, quantity: 1 }, { variantId: randomUUID() }];
    expectProblem(await api.post(ITEMS, { items }, headers), 404, "variant_not_found");
    expect((await api.get("/api/v1/cart", headers)).body.itemCount).to.equal(1);
  });

  it("limits untracked and backordered variants by the maximum of a line only", async () => {
    for (const seed of [{ tracked: false }, { backorder: true, onHand: 0 }]) {
      const { id: variantId } = onlyVariant(await createProduct(seed));
      const headers = await fillCart([{ variantId, quantity: 9999 }]);
      expectProblem(await api.post(ITEMS, { variantId, quantity: 1 }, headers), 409, "quantity_too_large");
    }
  });

  it("refuses a total that exceeds the largest amount", async () => {
    const { id: variantId } = onlyVariant(await createProduct({ priceAmount: 2_000_000_000, onHand: 10 }));
    expectProblem(await api.post(ITEMS, { variantId, quantity: 2 }), 409, "cart_total_too_large");
  });

  it("keeps all of 20 parallel additions", async () => {
    const { id: variantId } = onlyVariant(await createProduct({ onHand: 100 }));
    const headers = await fillCart([{ variantId, quantity: 1 }]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.post(ITEMS, { variantId }, headers)),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(20).fill(201));
    expect((await api.get("/api/v1/cart", headers)).body.itemCount).to.equal(21);
  });

  it("opens one cart for a customer who starts in two tabs at once", async () => {
    const headers = await customerHeaders();
    const { id: variantId } = onlyVariant(await createProduct({ onHand: 100 }));
    const answers = await Promise.all([1, 2, 3].map(() => api.post(ITEMS, { variantId }, headers)));
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 201, 201]);
    expect((await api.get("/api/v1/cart", headers)).body.itemCount).to.equal(3);
  });

  it("gives two guests behind one IP address separate carts, even with the same Idempotency-Key", async () => {
    const { id: variantId } = onlyVariant(await createProduct({ onHand: 5 }));
    const headers = { "idempotency-key": "add-to-cart-once" };
    const answers = [
      await api.post(ITEMS, { variantId }, headers),
      await api.post(ITEMS, { variantId }, headers),
    ];
    for (const answer of answers) {
      expect(answer.status).to.equal(201);
      expect(answer.headers).not.to.have.property("idempotent-replayed");
    }
    const tokens = answers.map((answer) => String(answer.headers["x-cart-token"]));
    expect(tokens[0]).not.to.equal(tokens[1]);
    for (const token of tokens)
      expect((await api.get("/api/v1/cart", { "x-cart-token": token })).body.itemCount).to.equal(1);
  });

  it("refuses a short Idempotency-Key of a guest without a cart", async () => {
    const { id: variantId } = onlyVariant(await createProduct({ onHand: 5 }));
    const weak = await api.post(ITEMS, { variantId }, { "idempotency-key": "1" });
    expectProblem(weak, 400, "validation_failed");
    expect(weak.body.errors[0].path).to.equal("Idempotency-Key");
  });

  it("replays the first response for the same Idempotency-Key of a guest with a cart", async () => {
    const { id: variantId } = onlyVariant(await createProduct({ onHand: 5 }));
    const headers = { ...(await fillCart([{ variantId, quantity: 1 }])), "idempotency-key": "1" };
    const first = await api.post(ITEMS, { variantId }, headers);
    const again = await api.post(ITEMS, { variantId }, headers);
    expect(again.headers["idempotent-replayed"]).to.equal("true");
    expect(first.body.itemCount).to.equal(2);
    expect(again.body).to.deep.equal(first.body);
  });

  it("refuses another body with the same Idempotency-Key", async () => {
    const { id: variantId } = onlyVariant(await createProduct({ onHand: 5 }));
    const headers = { ...(await fillCart([{ variantId, quantity: 1 }])), "idempotency-key": "1" };
    await api.post(ITEMS, { variantId }, headers);
    expectProblem(await api.post(ITEMS, { variantId, quantity: 2 }, headers), 422, "idempotency_key_reused");
  });

  it("takes five statements, whatever the number of lines", async () => {
    const products = await createProducts(Array.from({ length: 100 }, () => ({ onHand: 50 })));
    const lines = products.map((product) => ({ variantId: onlyVariant(product).id, quantity: 1 }));
    const headers = await fillCart(lines.slice(0, 1));
    expect(statementsOf(await api.post(ITEMS, lines[0], headers))).to.equal(5);
    expect(statementsOf(await api.post(ITEMS, { items: lines }, headers))).to.equal(5);
    expect(statementsOf(await api.post(ITEMS, lines[0], headers))).to.equal(5);
  });
});

describe("PATCH and DELETE /api/v1/cart/items/:itemId", () => {
  const cartWithLine = async () => {
    const variant = onlyVariant(await createProduct({ onHand: 5, priceAmount: 300 }));
    const headers = await fillCart([{ variantId: variant.id, quantity: 1 }]);
    const { body, headers: answered } = await api.get("/api/v1/cart", headers);
    return { headers, etag: String(answered.etag), url: `${ITEMS}/${body.items[0].id}` };
  };

  it("returns 404 to a stranger and for a line that does not exist", async () => {
    const { url, headers } = await cartWithLine();
    const stranger = (await cartWithLine()).headers;
    for (const someone of [{}, stranger, await customerHeaders()]) {
      expectProblem(await api.patch(url, { quantity: 2 }, someone), 404, "not_found");
      expectProblem(await api.delete(url, someone), 404, "not_found");
    }
    expectProblem(await api.delete(`${ITEMS}/${randomUUID()}`, headers), 404, "not_found");
  });

  it("refuses a stale If-Match and accepts a current one", async () => {
    const { url, headers, etag } = await cartWithLine();
    const fresh = await api.patch(url, { quantity: 2 }, { ...headers, "if-match": etag });
    expect(fresh.status).to.equal(200);
    expectProblem(
      await api.patch(url, { quantity: 3 }, { ...headers, "if-match": etag }),
      412,
      "stale_version",
    );
    const next = await api.patch(
      url,
      { quantity: 3 },
      { ...headers, "if-match": String(fresh.headers.etag) },
    );
    expect(next.body.totals.subtotal.amount).to.equal(900);
  });

  it("refuses more than the stock and leaves the line unchanged", async () => {
    const { url, headers } = await cartWithLine();
    expectProblem(await api.patch(url, { quantity: 6 }, headers), 409, "out_of_stock");
    expect((await api.get("/api/v1/cart", headers)).body.itemCount).to.equal(1);
  });

  it("removes one line", async () => {
    const { url, headers } = await cartWithLine();
    expect((await api.delete(url, headers)).status).to.equal(204);
    expect((await api.get("/api/v1/cart", headers)).body.items).to.deep.equal([]);
  });

  it("removes all lines", async () => {
    const { headers } = await cartWithLine();
    expect((await api.delete("/api/v1/cart", headers)).status).to.equal(204);
    expect((await api.get("/api/v1/cart", headers)).body.items).to.deep.equal([]);
  });

  it("accepts the removal of a cart that does not exist", async () => {
    expect((await api.delete("/api/v1/cart")).status).to.equal(204);
  });
});

describe("a guest who logs in", () => {
  it("gets the lines of the guest cart in the customer's cart", async () => {
    const variant = onlyVariant(await createProduct({ onHand: 50 }));
    const user = await createUser();
    for (const expected of [2, 4]) {
      const guest = await fillCart([{ variantId: variant.id, quantity: 2 }]);
      const session = await api.post("/api/v1/auth/login", { login: user.email, password: PASSWORD }, guest);
      const headers = { authorization: `Bearer ${session.body.accessToken}` };
      expect((await api.get("/api/v1/cart", headers)).body.itemCount).to.equal(expected);
      expect((await api.get("/api/v1/cart", guest)).body.id).to.equal(null);
    }
  });
});
