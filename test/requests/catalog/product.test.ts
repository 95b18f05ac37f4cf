import { expect } from "chai";
import type { Category } from "../../../src/models/catalog/Category.js";
import type { Product } from "../../../src/models/catalog/Product.js";
import { api, expectProblem, statementsOf } from "../../support/api.js";
import {
  createCategory,
  createProduct,
  createProducts,
  deleteProduct,
} from "../../support/factories/catalog/products.js";
import { holdStock } from "../../support/factories/inventory/stock.js";

let shelf: Category;
const stock = (seeds: Parameters<typeof createProduct>[0][]) =>
  createProducts(seeds.map((seed) => ({ ...seed, categories: [shelf] })));

/** Called in each suite: a hook outside them would run before every test of every file. */
const useShelf = () =>
  beforeEach(async () => {
    shelf = await createCategory();
  });

describe("GET /api/v1/products/:idOrSlug", () => {
  useShelf();

  it("returns 404 for draft, archived, deleted and unknown products", async () => {
    const [draft, archived, deleted] = await stock([{ status: "draft" }, { status: "archived" }, {}]);
    await deleteProduct(deleted?.id ?? "");
    const unknown = [
      "no-such-product",
      "0192f0c1-2345-7000-8000-000000000000",
      "%F0%9F%8E%89",
      "'--",
      "..%2f",
    ];
    for (const key of [draft?.id, archived?.slug, deleted?.slug, deleted?.id, ...unknown])
      expectProblem(await api.get(`/api/v1/products/${key}`), 404, "not_found");
  });

  it("refuses a key that is too long or contains NUL", async () => {
    expectProblem(await api.get(`/api/v1/products/${"x".repeat(256)}`), 400, "validation_failed");
    expectProblem(await api.get("/api/v1/products/a%00"), 400, "validation_failed");
  });

  it("shows the whole product in one statement, by id and by slug", async () => {
    const [product] = await stock([
      {
        title: "Éclair & Café",
        tags: ["sweet"],
        images: [{ url: "https://example.com/a.png", alt: "A", width: 10, height: 20 }],
        variants: [
          {
            sku: "E-1",
            options: { Size: "S" },
            priceAmount: 300,
            compareAtAmount: 400,
            onHand: 2,
            barcode: "42",
          },
          {
            sku: "E-2",
            options: { Size: "L" },
            priceAmount: 500,
            onHand: 7,
            tracked: false,
            weightGrams: 80,
          },
        ],
      },
    ]);
    expect(product?.slug).to.equal("éclair-café");
    const response = await api.get(`/api/v1/products/${encodeURIComponent("éclair-café")}`);
    expect(statementsOf(response)).to.equal(1);
    expect((await api.get(`/api/v1/products/${product?.id.toUpperCase()}`)).body).to.deep.equal(
      response.body,
    );
    expect(response.body).to.deep.include({
      title: "Éclair & Café",
      price: { amount: 300, currency: "USD" },
      compareAtPrice: { amount: 400, currency: "USD" },
      rating: { average: null, count: 0 },
      images: [{ url: "https://example.com/a.png", alt: "A", width: 10, height: 20 }],
      categories: [{ id: shelf.id, slug: shelf.slug, name: shelf.name }],
    });
    const [small, large] = response.body.variants;
    expect(small).to.deep.include({ sku: "E-1", available: 2, inStock: true, barcode: "42", images: [] });
    expect(large).to.deep.include({ sku: "E-2", available: null, inStock: true, weightGrams: 80 });
  });

  it("never shows a negative number as available", async () => {
    const [product] = await stock([{ onHand: 0, backorder: true }]);
    await holdStock(product?.variants?.[0]?.id ?? "", 3);
    const { body } = await api.get(`/api/v1/products/${product?.id}`);
    expect(body.variants[0]).to.include({ available: 0, inStock: true });
  });
});

describe("GET /api/v1/products/:idOrSlug/related", () => {
  useShelf();

  it("refuses an unknown product", async () => {
    expectProblem(await api.get("/api/v1/products/nothing/related"), 404, "not_found");
  });

  it("refuses a bad limit", async () => {
    const product = await createProduct();
    expectProblem(await api.get(`/api/v1/products/${product.id}/related?limit=25`), 400, "validation_failed");
  });

  it("lists products with most in common first, without the product itself and drafts", async () => {
    const [product] = await stock([
      { title: "It", tags: ["a1", "b1"] },
      { title: "One" },
      { title: "Three", tags: ["a1", "b1"] },
      { title: "Two", tags: ["b1"] },
      { title: "Draft", tags: ["a1"], status: "draft" },
    ]);
    const response = await api.get(`/api/v1/products/${product?.slug}/related?limit=3`);
    expect(response.body.data.map(({ title }: { title: string }) => title)).to.deep.equal([
      "Three",
      "Two",
      "One",
    ]);
    expect(statementsOf(response)).to.equal(1);
  });

  it("lists nothing for a product with nothing in common", async () => {
    const alone = await createProduct();
    const none = (await api.get(`/api/v1/products/${alone.id}/related`)).body;
    expect(none).to.deep.equal({ data: [], meta: { limit: 1, nextCursor: null, page: 1, total: 0 } });
  });

  describe("in a large category", () => {
    let category: Category;
    let rare: Product | undefined;
    let common: Product[];
    before(async () => {
      category = await createCategory();
      [rare] = await createProducts([{ title: "Rare", categories: [category], tags: ["rare-1"] }]);
      const many = Array.from({ length: 70 }, (_, n) => ({ title: `Common ${n}`, categories: [category] }));
      common = await createProducts(many);
    });

    it("compares the newest products", async () => {
      const newest = await api.get(`/api/v1/products/${common[0]?.id}/related?limit=2`);
      expect(newest.body.data.map(({ title }: { title: string }) => title)).to.deep.equal([
        "Common 69",
        "Common 68",
      ]);
    });

    it("compares all products with a rare tag", async () => {
      const [twin] = await createProducts([{ title: "Twin", categories: [category], tags: ["rare-1"] }]);
      const related = await api.get(`/api/v1/products/${twin?.id}/related?limit=1`);
      expect(related.body.data[0].id).to.equal(rare?.id);
    });
  });
});
