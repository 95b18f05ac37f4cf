import { expect } from "chai";
import { api, expectProblem, type Headers } from "../../support/api.js";
import { createCategory, createProduct } from "../../support/factories/catalog/products.js";
import { adminHeaders } from "../../support/factories/identity/users.js";
import { setOnHand } from "../../support/factories/inventory/stock.js";

const URL = "/api/v1/admin/products";
const usd = (amount: number) => ({ amount, currency: "USD" });
let admin: Headers;

const change = (id: string, body: object, headers: Headers = {}) =>
  api.patch(`${URL}/${id}`, body, { ...admin, ...headers });
const inSizes = () =>
  createProduct({
    variants: [{ sku: null, options: { Size: "S" } }, { options: { Size: "M" } }, { options: { Size: "L" } }],
  });
const cartWith = async (variantId: string) => {
  const made = await api.post("/api/v1/cart/items", { variantId, quantity: 1 });
  expect(made.status, made.text).to.equal(201);
  return { "x-cart-token": made.headers["x-cart-token"] as string };
};

describe("PATCH /api/v1/admin/products/:id", () => {
  before(async () => (admin = await adminHeaders()));

  it("refuses invalid input", async () => {
    const one = await createProduct({ priceAmount: 500, compareAtAmount: 600 });
    const many = await inSizes();
    const cases: [string, object, number, string][] = [
      [one.id, { title: null }, 400, "validation_failed"],
      [one.id, { onHand: 3 }, 400, "validation_failed"],
      [one.id, { price: usd(600) }, 400, "validation_failed"],
      [one.id, { variants: [] }, 400, "validation_failed"],
      [one.id, { variants: [{ id: many.variants?.[0]?.id }] }, 400, "validation_failed"],
      [one.id, { variants: [{ id: one.variants?.[0]?.id, onHand: 5 }] }, 400, "validation_failed"],
      [one.id, { variants: [{ sku: "new" }] }, 400, "validation_failed"],
      [one.id, { categories: ["nowhere"] }, 400, "validation_failed"],
      [one.id, { slug: many.slug }, 409, "slug_taken"],
      [many.id, { price: usd(1) }, 409, "variant_required"],
      [many.id, { options: [{ name: "Size", values: ["S"] }] }, 400, "validation_failed"],
      [
        many.id,
        { variants: [{ options: { Size: "S" } }, { options: { Size: "S" }, price: usd(1) }] },
        409,
        "duplicate_variant",
      ],
    ];
    for (const [id, body, status, code] of cases) {
      const response = await change(id, body);
      expect(response.status, JSON.stringify(body) + response.text).to.equal(status);
      expect(response.body.code, JSON.stringify(body)).to.equal(code);
    }
    const { body } = await change(one.id, { price: usd(700) });
    expect(body.errors.map(({ path }: { path: string }) => path)).to.deep.equal(["compareAtPrice"]);
  });

  it("refuses a stale version, but ignores sales in the meantime", async () => {
    const { id, variants } = await createProduct();
    const { etag } = (await api.get(`${URL}/${id}`, admin)).headers as { etag: string };
    await setOnHand(variants?.[0]?.id ?? "", 9);
    expect((await change(id, { title: "New" }, { "if-match": etag })).status).to.equal(200);
    expectProblem(await change(id, { title: "Newer" }, { "if-match": etag }), 412, "stale_version");
    expectProblem(await api.delete(`${URL}/${id}`, { ...admin, "if-match": etag }), 412, "stale_version");
    expectProblem(await change(id, { title: "Newer" }, { "if-match": '"1"' }), 412, "stale_version");
    expect((await change(id, { title: "Newer" }, { "if-match": "*" })).status).to.equal(200);
  });

  it("accepts one of ten writes with the same version", async () => {
    const { id } = await createProduct();
    const { etag } = (await api.get(`${URL}/${id}`, admin)).headers as { etag: string };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => change(id, { title: `Writer ${n}` }, { "if-match": etag })),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, ...Array<number>(9).fill(412)]);
  });

  it("changes the sent fields, clears null fields, and keeps the rest", async () => {
    const shelf = await createCategory();
    const product = await createProduct({
      brand: "Acme",
      tags: ["a"],
      sku: "C-1",
      priceAmount: 500,
      compareAtAmount: 900,
    });
    const { body } = await change(product.id, {
      brand: null,
      sku: null,
      compareAtPrice: null,
      price: usd(400),
      categories: [shelf.slug],
      trackInventory: false,
    });
    expect(body).to.deep.include({
      title: product.title,
      slug: product.slug,
      brand: null,
      tags: ["a"],
      price: usd(400),
    });
    expect(body).to.deep.include({ compareAtPrice: null, onSale: false });
    expect(body.variants[0]).to.include({
      id: product.variants?.[0]?.id,
      sku: null,
      available: null,
      onHand: 10,
    });
    expect(body.categories).to.have.length(1);
    expect((await change(product.id, { categories: [] })).body.categories).to.deep.equal([]);
  });

  it("replaces the set of variants: by id, SKU or options; removes the others from carts", async () => {
    const product = await createProduct({
      variants: [
        { sku: "R-1", options: { Size: "S" }, onHand: 5 },
        { sku: "R-2", options: { Size: "M" } },
        { options: { Size: "L" } },
        { options: { Size: "XL" } },
      ],
    });
    const [small, medium, large, extra] = product.variants ?? [];
    const cart = await cartWith(extra?.id ?? "");
    const { body, status, text } = await change(product.id, {
      variants: [
        { options: { Size: "XXL" }, price: usd(9), onHand: 2 },
        { sku: "R-2", price: usd(2) },
        { id: small?.id, sku: "R-9", options: { Size: "XS" } },
        { options: { Size: "L" }, price: usd(3) },
      ],
    });
    expect(status, text).to.equal(200);
    const variants = body.variants as { id: string; title: string; sku: string | null; onHand: number }[];
    expect(variants.map(({ id }) => id).slice(1)).to.deep.equal([medium?.id, small?.id, large?.id]);
    expect(variants.map(({ title }) => title)).to.deep.equal(["XXL", "M", "XS", "L"]);
    expect(variants.map(({ onHand }) => onHand)).to.deep.equal([2, 10, 5, 10]);
    expect(body.options).to.deep.equal([{ name: "Size", values: ["M", "L", "XXL", "XS"] }]);
    expect((await api.get("/api/v1/cart", cart)).body.items).to.deep.equal([]);
  });

  it("allows variants to swap their SKUs and options", async () => {
    const product = await createProduct({
      variants: [
        { sku: "SW-1", options: { Size: "S" } },
        { sku: "SW-2", options: { Size: "M" } },
      ],
    });
    const [first, second] = product.variants ?? [];
    const { body } = await change(product.id, {
      variants: [
        { id: first?.id, sku: "SW-2", options: { Size: "M" } },
        { id: second?.id, sku: "SW-1", options: { Size: "S" } },
      ],
    });
    expect(body.variants.map(({ sku }: { sku: string }) => sku)).to.deep.equal(["SW-2", "SW-1"]);
  });

  it("replaces images; a kept image keeps its id, and a removed one is removed from its variants", async () => {
    const product = await createProduct({
      images: [{ url: "/a.png", alt: null, width: null, height: null }],
      imageUrl: "/b.png",
    });
    const before = (await api.get(`${URL}/${product.id}`, admin)).body;
    const { body } = await change(product.id, { images: [{ url: "/c.png" }, { url: "/a.png", alt: "A" }] });
    expect(body.images.map(({ url }: { url: string }) => url)).to.deep.equal(["/c.png", "/a.png"]);
    expect(body.images[1]).to.include({ id: before.images[0].id, alt: "A" });
    expect(body.variants[0].images).to.deep.equal([]);
  });
});

describe("/api/v1/admin/variants/:id", () => {
  before(async () => (admin = await adminHeaders()));

  it("accepts an id in upper case", async () => {
    const { variants } = await inSizes();
    const id = variants?.[1]?.id ?? "";
    const url = `/api/v1/admin/variants/${id.toUpperCase()}`;
    expect((await api.get(url, admin)).body.id).to.equal(id);
    const patched = await api.patch(url, { price: usd(4200) }, admin);
    expect(patched.body).to.deep.include({ id, price: usd(4200) });
    expect((await api.delete(url, admin)).status).to.equal(204);
  });
});

describe("DELETE /api/v1/admin/products/:id", () => {
  before(async () => (admin = await adminHeaders()));

  it("removes it from the shop and from carts, and frees its slug and SKU", async () => {
    const product = await createProduct({ slug: "gone-soon", sku: "GONE-1" });
    const cart = await cartWith(product.variants?.[0]?.id ?? "");
    expect((await api.delete(`${URL}/${product.id}`, admin)).status).to.equal(204);
    expectProblem(await api.delete(`${URL}/${product.id}`, admin), 404, "not_found");
    expectProblem(await api.get(`${URL}/${product.id}`, admin), 404, "not_found");
    expectProblem(await api.get(`/api/v1/products/${product.id}`), 404, "not_found");
    expectProblem(
      await api.get(`/api/v1/admin/variants/${product.variants?.[0]?.id}`, admin),
      404,
      "not_found",
    );
    expect((await api.get("/api/v1/cart", cart)).body.items).to.deep.equal([]);
    await createProduct({ slug: "gone-soon", sku: "GONE-1" });
  });
});

describe("The publication of a product", () => {
  before(async () => (admin = await adminHeaders()));

  it("publishes and unpublishes it", async () => {
    const { id } = await createProduct({ status: "draft" });
    expect((await api.put(`${URL}/${id}/publication`, undefined, admin)).body.status).to.equal("active");
    expect((await api.get(`/api/v1/products/${id}`)).status).to.equal(200);
    expect((await api.delete(`${URL}/${id}/publication`, admin)).status).to.equal(204);
    expectProblem(await api.get(`/api/v1/products/${id}`), 404, "not_found");
  });
});

describe("Variants and images one by one", () => {
  before(async () => (admin = await adminHeaders()));

  it("adds, changes and deletes variants, except the last one", async () => {
    const product = await createProduct({ variants: [{ options: { Size: "S" } }] });
    const add = (body: object) => api.post(`${URL}/${product.id}/variants`, body, admin);
    expectProblem(await add({ options: { Size: "M" } }), 400, "validation_failed");
    expectProblem(await add({ price: usd(1) }), 400, "validation_failed");
    expectProblem(await add({ price: usd(1), options: { Size: "S" } }), 409, "duplicate_variant");
    const added = await add({ price: usd(700), options: { Size: "M" }, onHand: 3 });
    expect(added.status, added.text).to.equal(201);
    const url = added.headers.location as string;
    expect((await api.get(url, admin)).body).to.deep.equal(added.body);
    const changed = await api.patch(
      url,
      { price: usd(800), compareAtPrice: usd(900), backorder: true },
      admin,
    );
    expect(changed.body).to.deep.include({ price: usd(800), backorder: true, onHand: 3, title: "M" });
    const stale = { ...admin, "if-match": added.headers.etag as string };
    expectProblem(await api.patch(url, { price: usd(1) }, stale), 412, "stale_version");
    const refused = await api.patch(url, { price: usd(900) }, admin);
    expect(refused.body.errors[0]).to.include({ path: "compareAtPrice" });
    expect((await api.delete(url, admin)).status).to.equal(204);
    expectProblem(await api.delete(url, admin), 404, "not_found");
    const last = `/api/v1/admin/variants/${product.variants?.[0]?.id}`;
    expectProblem(await api.delete(last, admin), 409, "last_variant");
  });

  it("refuses a 251st variant", async () => {
    const variants = Array.from({ length: 250 }, (_, n) => ({ options: { N: `${n}` } }));
    const { id } = await createProduct({ variants });
    const response = await api.post(`${URL}/${id}/variants`, { price: usd(1), options: { N: "x" } }, admin);
    expectProblem(response, 409, "too_many_variants");
  });

  it("adds and deletes images", async () => {
    const { id } = await createProduct({ imageUrl: "/a.png" });
    const added = await api.post(
      `${URL}/${id}/images`,
      { url: "https://example.com/b.png", width: 3, height: 4 },
      admin,
    );
    expect(added.status, added.text).to.equal(201);
    const { body } = await api.get(`${URL}/${id}`, admin);
    expect(body.images[1]).to.deep.equal(added.body);
    expect((await api.delete(`${URL}/${id}/images/${body.images[0].id}`, admin)).status).to.equal(204);
    expectProblem(await api.delete(`${URL}/${id}/images/${body.images[0].id}`, admin), 404, "not_found");
    expect((await api.get(`${URL}/${id}`, admin)).body.variants[0].images).to.deep.equal([]);
  });
});
