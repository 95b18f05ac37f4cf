import { expect } from "chai";
import type { Response } from "supertest";
import { catalogWrites } from "../support/adminWrites/catalog.js";
import { identityWrites } from "../support/adminWrites/identity.js";
import { orderWrites } from "../support/adminWrites/orders.js";
import type { Writes } from "../support/adminWrites/write.js";
import { api, expectProblem, type Headers } from "../support/api.js";
import { sql } from "../support/database.js";
import { fillCart, onlyVariant } from "../support/factories/cart/carts.js";
import { createProduct } from "../support/factories/catalog/products.js";
import { adminHeaders, customerHeaders } from "../support/factories/identity/users.js";
import { ADDRESS, checkOut, decide, key, placeOrder } from "../support/factories/orders/orders.js";
import { routes } from "../support/hostile.js";

const ADMIN = "/api/v1/admin";
const stale = { "if-match": '"stale"' };
type Method = "post" | "put" | "patch" | "delete";

const send = (method: Method, url: string, body: object | undefined, headers: Headers): Promise<Response> =>
  method === "delete" ? api.delete(url, headers) : api[method](url, body, headers);

async function aCart() {
  const product = await createProduct({ onHand: 5 });
  const headers = await fillCart([{ variantId: onlyVariant(product).id, quantity: 1 }]);
  const cart = await api.get("/api/v1/cart", headers);
  const { id, items } = cart.body as { id: string; items: { id: string; variantId: string }[] };
  return {
    id,
    headers,
    etag: String(cart.headers.etag),
    line: items[0] as { id: string; variantId: string },
  };
}

async function declinedOrder() {
  const placed = await placeOrder();
  await decide(placed.payment.id, "declined");
  const etag = String((await api.get(`/api/v1/orders/${placed.order.id}`, placed.owner)).headers.etag);
  return { ...placed, etag, url: `/api/v1/orders/${placed.order.id}/payments` };
}

/** All writes of shoppers to carts and orders. */
const shopperWrites: Record<string, () => Promise<{ url: string; body?: object; headers: Headers }>> = {
  "POST /api/v1/cart/items": async () => {
    const { headers, line } = await aCart();
    return { url: "/api/v1/cart/items", body: { variantId: line.variantId, quantity: 1 }, headers };
  },
  "PATCH /api/v1/cart/items/{itemId}": async () => {
    const { headers, line } = await aCart();
    return { url: `/api/v1/cart/items/${line.id}`, body: { quantity: 2 }, headers };
  },
  "DELETE /api/v1/cart/items/{itemId}": async () => {
    const { headers, line } = await aCart();
    return { url: `/api/v1/cart/items/${line.id}`, headers };
  },
  "DELETE /api/v1/cart": async () => ({ url: "/api/v1/cart", headers: (await aCart()).headers }),
  "PUT /api/v1/cart/shipping": async () => ({
    url: "/api/v1/cart/shipping",
    body: { address: ADDRESS },
    headers: (await aCart()).headers,
  }),
  "POST /api/v1/checkout": async () => ({
    url: "/api/v1/checkout",
    body: { email: "guest@example.com", shippingAddress: ADDRESS },
    headers: { ...(await aCart()).headers, ...key() },
  }),
  "POST /api/v1/orders/{id}/cancellation": async () => {
    const { order, owner } = await placeOrder();
    return { url: `/api/v1/orders/${order.id}/cancellation`, body: {}, headers: owner };
  },
  "POST /api/v1/orders/{id}/payments": async () => {
    const { url, owner } = await declinedOrder();
    return { url, body: {}, headers: { ...owner, ...key() } };
  },
};

describe("A stale If-Match", () => {
  let admin: Headers;
  before(async () => (admin = await adminHeaders()));

  const writes: Writes = { ...catalogWrites, ...orderWrites, ...identityWrites };
  for (const [name, prepare] of Object.entries(writes)) {
    it(`is a 412 at ${name} of the administration`, async () => {
      const { ids = [], body } = await prepare(admin);
      const [method = "", path = ""] = name.split(" ");
      const url = ids.reduce((filled, id) => filled.replace(/\{\w+\}/, id), `${ADMIN}${path}`);
      const verb = method.toLowerCase() as Method;
      expectProblem(await send(verb, url, body, { ...admin, ...stale }), 412, "stale_version");
      expect((await send(verb, url, body, admin)).status).to.be.within(200, 204);
    });
  }

  for (const [name, prepare] of Object.entries(shopperWrites)) {
    it(`is a 412 at ${name}, which succeeds without If-Match`, async () => {
      const { url, body, headers } = await prepare();
      const verb = name.split(" ", 1)[0]?.toLowerCase() as Method;
      expectProblem(await send(verb, url, body, { ...headers, ...stale }), 412, "stale_version");
      const answer = await send(verb, url, body, headers);
      expect(answer.status, answer.text).to.be.within(200, 204);
      expect(answer.headers).not.to.have.property("idempotent-replayed");
    });
  }

  it("is tested on every write to a cart, an order and the administration", () => {
    const tried = [
      ...Object.keys(writes).map((name) => name.replace(" ", ` ${ADMIN}`)),
      ...Object.keys(shopperWrites),
    ];
    const named = routes
      .filter(({ method, kind }) => method !== "get" && kind !== null)
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
      .filter((name) => / \/api\/v1\/(admin|cart|checkout|orders)\b/.test(name));
    expect(tried.sort()).to.deep.equal(named.sort());
  });

  it("is a 412 if the target has no ETag, and nothing is written", async () => {
    const headers = await customerHeaders();
    const made = await api.post("/api/v1/me/addresses", ADDRESS, { ...headers, ...stale });
    expectProblem(made, 412, "stale_version");
    expect((await api.get("/api/v1/me/addresses", headers)).body.data).to.deep.equal([]);
    expect(
      (await api.post("/api/v1/me/addresses", ADDRESS, { ...headers, "if-match": "*" })).status,
    ).to.equal(201);
  });
});

describe("If-Match at POST /api/v1/checkout", () => {
  it("prevents a tab from ordering a cart that another tab has changed", async () => {
    const { headers, etag, line } = await aCart();
    await api.patch(`/api/v1/cart/items/${line.id}`, { quantity: 4 }, headers);
    expectProblem(await checkOut({ ...headers, "if-match": etag }), 412, "stale_version");
    const seen = String((await api.get("/api/v1/cart", headers)).headers.etag);
    const ordered = await checkOut({ ...headers, "if-match": seen });
    expect(ordered.status).to.equal(201);
    expect(ordered.body.order.items[0].quantity).to.equal(4);
  });

  it("lets only one of several tabs with the same cart order it", async () => {
    const { id, headers, etag } = await aCart();
    const answers = await Promise.all([1, 2, 3].map(() => checkOut({ ...headers, "if-match": etag })));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 412, 412]);
    expect(await sql("SELECT FROM orders WHERE cart_id = $1", [id])).to.have.length(1);
  });

  it("is not compared again in a replay, and a 412 is not stored under the key", async () => {
    const { headers, etag } = await aCart();
    const same = { ...headers, ...key() };
    expectProblem(await checkOut({ ...same, ...stale }), 412, "stale_version");
    const first = await checkOut({ ...same, "if-match": etag });
    expect(first.status, first.text).to.equal(201);
    for (const ifMatch of [etag, '"stale"']) {
      const again = await checkOut({ ...same, "if-match": ifMatch });
      expect([again.status, again.headers["idempotent-replayed"]]).to.deep.equal([201, "true"]);
      expect(again.body).to.deep.equal(first.body);
    }
  });
});

describe("If-Match at POST /api/v1/orders/{id}/payments", () => {
  it("is compared with the order's ETag once per key", async () => {
    const { url, owner, etag } = await declinedOrder();
    const same = { ...owner, ...key() };
    expectProblem(await api.post(url, {}, { ...same, ...stale }), 412, "stale_version");
    const first = await api.post(url, {}, { ...same, "if-match": etag });
    expect(first.status, first.text).to.equal(201);
    const again = await api.post(url, {}, { ...same, ...stale });
    expect([again.status, again.headers["idempotent-replayed"]]).to.deep.equal([201, "true"]);
  });
});
