import { expect } from "chai";
import { api, expectProblem, type Headers, statementsOf } from "../../support/api.js";
import { createCategory, createProduct } from "../../support/factories/catalog/products.js";
import { adminHeaders, customerHeaders } from "../../support/factories/identity/users.js";
import { sql } from "../../support/database.js";

const URL = "/api/v1/admin/products";
const usd = (amount: number) => ({ amount, currency: "USD" });
const NOBODY = "0192f0c1-2345-7000-8000-000000000000";
const pathsOf = (response: { body: { errors: { path: string }[] } }) =>
  response.body.errors.map(({ path }) => path);

let admin: Headers;
let customer: Headers;
/** Called in each suite, because tests in other files revoke the administrators' roles. */
const logStaffIn = async () => {
  admin = await adminHeaders();
  customer = await customerHeaders();
};

const sizes = (...values: string[]) => values.map((Size) => ({ options: { Size }, price: usd(1000) }));

describe("The administration of products: permissions", () => {
  before(logStaffIn);

  const routes: ["get" | "post" | "put" | "patch" | "delete", string][] = [
    ["get", URL],
    ["post", URL],
    ["get", `${URL}/${NOBODY}`],
    ["patch", `${URL}/${NOBODY}`],
    ["delete", `${URL}/${NOBODY}`],
    ["put", `${URL}/${NOBODY}/publication`],
    ["delete", `${URL}/${NOBODY}/publication`],
    ["post", `${URL}/${NOBODY}/variants`],
    ["post", `${URL}/${NOBODY}/images`],
    ["delete", `${URL}/${NOBODY}/images/${NOBODY}`],
    ["get", `/api/v1/admin/variants/${NOBODY}`],
    ["patch", `/api/v1/admin/variants/${NOBODY}`],
    ["delete", `/api/v1/admin/variants/${NOBODY}`],
  ];
  const bodies: Record<string, object> = { variants: { price: usd(1) }, images: { url: "/a.png" } };
  const send = (method: (typeof routes)[number][0], url: string, headers: Headers) => {
    const body = bodies[url.split("/").at(-1) ?? ""] ?? {};
    return method === "get" || method === "delete" || url.endsWith("publication")
      ? method === "put"
        ? api.put(url, undefined, headers)
        : api[method as "get"](url, headers)
      : api[method as "post"](url, body, headers);
  };
  for (const [method, url] of routes) {
    it(`${method.toUpperCase()} ${url.replaceAll(NOBODY, ":id")} requires a permission and an existing object`, async () => {
      expectProblem(await send(method, url, {}), 401, "not_authenticated");
      expectProblem(await send(method, url, customer), 403, "not_allowed");
      if (url !== URL) expectProblem(await send(method, url, admin), 404, "not_found");
    });
  }
});

describe("POST /api/v1/admin/products", () => {
  before(logStaffIn);

  const create = (body: object) => api.post(URL, body, admin);

  const refused: [what: string, body: object, ...paths: string[]][] = [
    ["nothing at all", {}, "title"],
    ["a blank title", { title: "  ", price: usd(1) }, "title"],
    ["a title that is too long", { title: "x".repeat(256), price: usd(1) }, "title"],
    ["no price", { title: "A" }, "price"],
    ["a price without a currency", { title: "A", price: { amount: 1 } }, "price.currency"],
    ["a price in another currency", { title: "A", price: { amount: 1, currency: "EUR" } }, "price.currency"],
    ["a fraction of a cent", { title: "A", price: usd(1.5) }, "price.amount"],
    ["a negative price", { title: "A", price: usd(-1) }, "price.amount"],
    ["a price no column holds", { title: "A", price: usd(2 ** 31) }, "price.amount"],
    ["a number as a price", { title: "A", price: 12 }, "price"],
    [
      "a former price not above the price",
      { title: "A", price: usd(5), compareAtPrice: usd(5) },
      "compareAtPrice",
    ],
    ["both forms at once", { title: "A", price: usd(5), sku: "x", variants: sizes("S") }, "price", "sku"],
    ["no variants", { title: "A", variants: [] }, "variants"],
    [
      "251 variants",
      { title: "A", variants: sizes(...Array.from({ length: 251 }, (_, n) => `${n}`)) },
      "variants",
    ],
    ["a variant without a price", { title: "A", variants: [{ options: {} }] }, "variants.0.price"],
    [
      "a variant without a value for an option",
      { title: "A", variants: [...sizes("S"), { price: usd(1), options: { Color: "Red" } }] },
      "variants.0.options.Color",
      "variants.1.options.Size",
    ],
    [
      "a value that is not listed",
      { title: "A", options: [{ name: "Size", values: ["S"] }], variants: sizes("S", "M") },
      "variants.1.options.Size",
    ],
    [
      "four options",
      { title: "A", variants: [{ price: usd(1), options: { a: "1", b: "1", c: "1", d: "1" } }] },
      "options",
    ],
    [
      "a category that does not exist",
      { title: "A", price: usd(1), categories: ["nowhere", NOBODY] },
      "categories.0",
      "categories.1",
    ],
    [
      "an image by javascript:",
      { title: "A", price: usd(1), images: [{ url: "javascript:alert(1)" }] },
      "images.0.url",
    ],
    [
      "an image of another site without a scheme",
      { title: "A", price: usd(1), images: [{ url: "//evil.example/a" }] },
      "images.0.url",
    ],
    ["a slug with a slash", { title: "A", price: usd(1), slug: "a/b" }, "slug"],
    ["a slug that looks like an id", { title: "A", price: usd(1), slug: NOBODY }, "slug"],
    ["stock below zero", { title: "A", price: usd(1), onHand: -1 }, "onHand"],
    ["a status that does not exist", { title: "A", price: usd(1), status: "live" }, "status"],
    [
      "columns of the table",
      { title: "A", price: usd(1), version: 9, deletedAt: null },
      "version",
      "deletedAt",
    ],
  ];
  for (const [what, body, ...paths] of refused) {
    it(`refuses ${what}`, async () => {
      const response = await create(body);
      expectProblem(response, 400, "validation_failed");
      expect(pathsOf(response)).to.include.members(paths);
    });
  }

  it("refuses a slug, a SKU and an option combination that are taken", async () => {
    const taken = await createProduct({ sku: "TAKEN-1" });
    expectProblem(await create({ title: "A", slug: taken.slug, price: usd(1) }), 409, "slug_taken");
    expectProblem(await create({ title: "A", sku: "TAKEN-1", price: usd(1) }), 409, "sku_taken");
    expectProblem(await create({ title: "A", variants: sizes("S", "S") }), 409, "duplicate_variant");
    expectProblem(
      await create({ title: "A", variants: [{ price: usd(1) }, { price: usd(2) }] }),
      409,
      "duplicate_variant",
    );
    const [row] = await sql<{ n: number }>("SELECT count(*)::int AS n FROM stock_items WHERE on_hand > 1e8");
    expect(row?.n).to.equal(0);
  });

  it("creates a simple product as a draft that shoppers do not see", async () => {
    const body = {
      title: "Café Crème",
      description: '<p onclick="x()">Good<script>x</script></p>',
      price: usd(500),
      onHand: 7,
    };
    const response = await create(body);
    expect(response.status, response.text).to.equal(201);
    expect(response.body).to.deep.include({
      status: "draft",
      description: "<p>Good</p>",
      price: usd(500),
      options: [],
    });
    expect(response.body.variants[0]).to.include({
      title: "Default",
      onHand: 7,
      available: 7,
      trackInventory: true,
    });
    expect(response.headers.location).to.equal(`${URL}/${response.body.id}`);
    const shown = await api.get(response.headers.location as string, admin);
    expect(shown.body).to.deep.equal(response.body);
    expect(shown.headers.etag).to.equal(response.headers.etag);
    expect(shown.headers["cache-control"]).to.equal("no-store");
    expectProblem(await api.get(`/api/v1/products/${response.body.id}`), 404, "not_found");
    const ledger = await api.get(`/api/v1/admin/inventory/${response.body.variants[0].id}/movements`, admin);
    expect(ledger.body.data).to.have.length(1);
    expect(ledger.body.data[0]).to.include({ delta: 7, reason: "initial" });
    expect(ledger.body.data[0].actor).to.match(/^admin:/);
  });

  it("creates a product with variants, images and categories; derives its options", async () => {
    const shelf = await createCategory();
    const response = await create({
      title: "Shirt",
      status: "active",
      tags: ["new", "new"],
      categories: [shelf.slug, shelf.id],
      images: [{ url: "/front.png", alt: "Front" }],
      variants: [
        { options: { Size: "L", Color: "Red" }, price: usd(1500), imageUrl: "/red.png", onHand: 1 },
        {
          options: { Size: "S", Color: "Red" },
          price: usd(1200),
          compareAtPrice: usd(1300),
          imageUrl: "/front.png",
        },
      ],
    });
    expect(response.status, response.text).to.equal(201);
    const { body } = await api.get(`/api/v1/products/${response.body.slug}`);
    expect(body).to.deep.include({
      price: usd(1200),
      compareAtPrice: usd(1300),
      onSale: true,
      tags: ["new"],
      options: [
        { name: "Size", values: ["L", "S"] },
        { name: "Color", values: ["Red"] },
      ],
    });
    expect(body.images.map(({ url }: { url: string }) => url)).to.deep.equal(["/front.png", "/red.png"]);
    expect(body.variants.map(({ title }: { title: string }) => title)).to.deep.equal(["L / Red", "S / Red"]);
    expect(body.variants[0].images[0].url).to.equal("/red.png");
  });

  it("gives concurrently created products with one title different slugs", async () => {
    const title = `Twin ${Date.now()}`;
    const answers = await Promise.all(Array.from({ length: 6 }, () => create({ title, price: usd(1) })));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(6).fill(201));
    expect(new Set(answers.map(({ body }) => body.slug)).size).to.equal(6);
  });

  it("uses the same number of statements for 100 variants as for 2", async () => {
    const counts = [];
    for (const n of [2, 100]) {
      const variants = sizes(...Array.from({ length: n }, (_, at) => `S${at}`));
      counts.push(statementsOf(await create({ title: "Many", variants })));
    }
    expect(counts[1]).to.equal(counts[0]);
    expect(counts[0]).to.be.at.most(12);
  });

  it("creates one product when a request is repeated with its Idempotency-Key", async () => {
    const headers = { ...admin, "idempotency-key": `make-${Date.now()}` };
    const first = await api.post(URL, { title: "Once", price: usd(1) }, headers);
    const second = await api.post(URL, { title: "Once", price: usd(1) }, headers);
    expect(second.body).to.deep.equal(first.body);
  });
});

describe("GET /api/v1/admin/products", () => {
  before(logStaffIn);

  it("finds products in every status by words and by SKU, page by page", async () => {
    const word = `zanzibar${Date.now()}`;
    for (const status of ["draft", "active", "archived"] as const)
      await createProduct({ title: `${word} ${status}`, status });
    const found = await api.get(`${URL}?q=${word}&limit=2`, admin);
    expect(found.body.meta).to.include({ total: 3, page: 1 });
    const rest = await api.get(`${URL}?q=${word}&limit=2&cursor=${found.body.meta.nextCursor}`, admin);
    expect(rest.body.data).to.have.length(1);
    expect((await api.get(`${URL}?q=${word}&status=archived`, admin)).body.data).to.have.length(1);
    const { id } = await createProduct({ sku: `SKU/${word}` });
    const bySku = await api.get(`${URL}?q=SKU/${word}`, admin);
    expect(bySku.body.data.map((item: { id: string }) => item.id)).to.deep.equal([id]);
    expectProblem(await api.get(`${URL}?status=live`, admin), 400, "validation_failed");
  });
});
