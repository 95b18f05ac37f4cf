import { expect } from "chai";
import type { Category } from "../../../src/models/catalog/Category.js";
import { Product } from "../../../src/models/catalog/Product.js";
import { ProductVariant } from "../../../src/models/catalog/ProductVariant.js";
import { api, expectProblem, statementsOf } from "../../support/api.js";
import {
  createCategory,
  createProduct,
  createProducts,
  deleteProduct,
  deleteVariants,
} from "../../support/factories/catalog/products.js";
import { holdStock, setOnHand } from "../../support/factories/inventory/stock.js";

type Item = { id: string; slug: string; title: string; price: { amount: number } };
const list = async (query: string) => {
  const response = await api.get(`/api/v1/products?${query}`);
  expect(response.status, response.text).to.equal(200);
  return response.body as { data: Item[]; meta: Record<string, unknown> };
};
const titles = async (query: string) => (await list(query)).data.map(({ title }) => title);
/** Each test has its own category, so that products of other tests do not matter. */
let shelf: Category;
const onShelf = () => `category=${shelf.slug}`;
const stock = (seeds: Parameters<typeof createProduct>[0][]) =>
  createProducts(seeds.map((seed) => ({ ...seed, categories: [shelf] })));

/** Called in each suite: a hook outside them would run before every test of every file. */
const useShelf = () =>
  beforeEach(async () => {
    shelf = await createCategory();
  });

describe("GET /api/v1/products: invalid requests", () => {
  useShelf();

  const refused: [what: string, query: string, path: string][] = [
    ["an unknown parameter", "colour=red", "colour"],
    ["facets, which are not there yet", "facets=true", "facets"],
    ["an option without a name", "option.=M", "option."],
    [
      "more option names than a product can have",
      "a b c d e f"
        .split(" ")
        .map((n) => `option.${n}=1`)
        .join("&"),
      "option",
    ],
    ["page and cursor together", "page=1&cursor=", "cursor"],
    ["page 0", "page=0", "page"],
    ["a page so deep that a cursor should be used", "page=1001", "page"],
    ["limit 0", "limit=0", "limit"],
    ["limit 101", "limit=101", "limit"],
    ["a limit in another notation", "limit=1e1", "limit"],
    ["a price with a point", "minPrice=9.99", "minPrice"],
    ["a range that begins above its end", "minPrice=300&maxPrice=200", "minPrice"],
    ["a negative price", "maxPrice=-1", "maxPrice"],
    ["a price beyond what a column holds", "maxPrice=2147483648", "maxPrice"],
    ["a sort that does not exist", "sort=weight", "sort"],
    ["a sort twice", "sort=price&sort=title", "sort"],
    ["a flag that is neither true nor false", "onSale=1", "onSale"],
    ["another currency than the shop's", "currency=XTS", "currency"],
    ["an expansion that does not exist", "expand=orders", "expand"],
    ["a search of 10 kB", `q=${"a".repeat(10_240)}`, "q"],
    ["a rating above 5", "minRating=5.01", "minRating"],
    ["a NUL in a search", "q=a%00b", "q"],
    ["a NUL in an option name", "option.a%00=b", "option.a\0"],
  ];
  for (const [what, query, path] of refused) {
    it(`refuses ${what}`, async () => {
      const response = await api.get(`/api/v1/products?${query}`);
      expectProblem(response, 400, "validation_failed");
      expect(response.body.errors.map((error: { path: string }) => error.path)).to.include(path);
    });
  }

  it("refuses cursors that are invalid, truncated or of another order", async () => {
    await stock([{}, {}]);
    const { meta } = await list(`${onShelf()}&limit=1&cursor=&sort=price`);
    for (const cursor of [
      "x",
      "AAAAAAAAAAAAAAAAAAAA",
      String(meta.nextCursor).slice(0, -1),
      `${String(meta.nextCursor)}A`,
    ])
      expectProblem(await api.get(`/api/v1/products?sort=price&cursor=${cursor}`), 400, "invalid_cursor");
    const elsewhere = `/api/v1/products?sort=title&cursor=${String(meta.nextCursor)}`;
    expectProblem(await api.get(elsewhere), 400, "invalid_cursor");
  });

  it("refuses broken percent-encoding", async () => {
    expectProblem(await api.get("/api/v1/products?q=%ff"), 400, "malformed_request");
  });
});

describe("GET /api/v1/products: results", () => {
  useShelf();

  it("shows active products with variants only, no drafts, archived or deleted ones", async () => {
    const [shown, deleted, bare] = await stock([{}, {}, {}, { status: "draft" }, { status: "archived" }]);
    await deleteProduct(deleted?.id ?? "");
    await deleteVariants(bare?.id ?? "");
    const { data, meta } = await list(onShelf());
    expect(data.map(({ id }) => id)).to.deep.equal([shown?.id]);
    expect(meta).to.deep.equal({ limit: 24, nextCursor: null, page: 1, total: 1 });
  });

  const sizes = [
    { options: { Size: "L" }, priceAmount: 2500, compareAtAmount: 3000 },
    { options: { Size: "S" }, priceAmount: 1500, imageUrl: "/s.png" },
  ];

  it("shows the cheapest price, and no variants", async () => {
    await stock([{ variants: sizes }]);
    const [plain] = (await list(onShelf())).data;
    expect(plain).to.deep.include({
      price: { amount: 1500, currency: "USD" },
      onSale: true,
      compareAtPrice: null,
    });
    expect(plain).to.deep.include({ inStock: true, options: [{ name: "Size", values: ["L", "S"] }] });
    expect(plain).not.to.have.property("variants");
  });

  it("shows the variants when requested", async () => {
    await stock([{ variants: sizes }]);
    const [expanded] = (await list(`${onShelf()}&expand=variants`)).data as unknown as {
      variants: object[];
    }[];
    expect(expanded?.variants.map((variant) => (variant as { title: string }).title)).to.deep.equal([
      "L",
      "S",
    ]);
    expect(expanded?.variants[1]).to.deep.include({
      images: [{ url: "/s.png", alt: null, width: null, height: null }],
    });
  });

  it("returns 304 for its ETag until the shown data changes", async () => {
    const [product] = await stock([{ onHand: 5 }]);
    const variantId = product?.variants?.[0]?.id ?? "";
    const changes: [string, (n: number) => Promise<unknown>][] = [
      ["its title", (n) => Product.update({ title: `Other ${n}` }, { where: { id: product?.id } })],
      ["a price", (n) => ProductVariant.update({ priceAmount: n }, { where: { id: variantId } })],
      ["stock", (n) => setOnHand(variantId, n)],
      ["a category's name", (n) => shelf.update({ name: `Renamed ${n}` })],
    ];
    for (const [n, url] of [`/api/v1/products?${onShelf()}`, `/api/v1/products/${product?.slug}`].entries()) {
      let before = await api.get(url);
      expect(before.headers["cache-control"]).to.match(/^public, max-age=\d+$/);
      for (const [what, change] of changes) {
        const tag = { "if-none-match": before.headers.etag as string };
        expect((await api.get(url, tag)).status, what).to.equal(304);
        await change(n + 1);
        before = await api.get(url, tag);
        expect(before.status, what).to.equal(200);
      }
    }
  });

  it("takes two statements by page and one by cursor, for 1 product and for 100", async () => {
    for (const size of [1, 99]) {
      await stock(Array.from({ length: size }, () => ({ onHand: 1, imageUrl: "/a.png" })));
      for (const [query, budget] of [
        ["limit=100", 2],
        ["limit=100&cursor=", 1],
        ["limit=100&expand=variants&inStock=true&minPrice=1&option.Size=M&q=product", 2],
      ] as const) {
        const response = await api.get(`/api/v1/products?${onShelf()}&${query}`);
        expect(statementsOf(response), query).to.be.at.most(budget);
      }
    }
    expect((await list(`${onShelf()}&limit=100`)).data).to.have.length(100);
  });
});

describe("GET /api/v1/products: filters", () => {
  useShelf();

  it("filters by category, descendants included, by id or slug; an unknown one is empty", async () => {
    const child = await createCategory({ parentId: shelf.id });
    const grandchild = await createCategory({ parentId: child.id });
    await createProduct({ title: "Deep", categories: [grandchild, child] });
    expect(await titles(onShelf())).to.deep.equal(["Deep"]);
    expect(await titles(`category=${child.id.toUpperCase()}`)).to.deep.equal(["Deep"]);
    expect(await titles("category=no-such-shelf")).to.deep.equal([]);
    expect((await list("category=no-such-shelf")).meta).to.include({ total: 0, page: 1 });
  });

  it("filters by tag, brand, price range and sale", async () => {
    await stock([
      { title: "A", tags: ["new", "red"], brand: "Acme", priceAmount: 100 },
      { title: "B", tags: ["red"], brand: "Other", priceAmount: 200, compareAtAmount: 300 },
      { title: "C", priceAmount: 300 },
    ]);
    const cases: [string, string][] = [
      ["tag=red", "AB"],
      ["tag=Red", ""],
      ["brand=acme", "A"],
      ["minPrice=200", "BC"],
      ["maxPrice=200", "AB"],
      ["minPrice=101&maxPrice=299", "B"],
      ["minPrice=200&maxPrice=200", "B"],
      ["onSale=true", "B"],
      ["onSale=false", "AC"],
      ["currency=USD", "ABC"],
    ];
    for (const [query, expected] of cases)
      expect((await titles(`${onShelf()}&sort=title&${query}`)).join(""), query).to.equal(expected);
  });

  it("treats variants as in stock that are untracked, on backorder, or have unreserved pieces", async () => {
    const [, , , held] = await stock([
      { title: "A counted", onHand: 1 },
      { title: "B untracked", onHand: 0, tracked: false },
      { title: "C backorder", onHand: 0, backorder: true },
      { title: "D held", onHand: 2 },
      { title: "E gone", onHand: 0 },
    ]);
    await holdStock(held?.variants?.[0]?.id ?? "", 2);
    expect(await titles(`${onShelf()}&inStock=true&sort=title`)).to.deep.equal([
      "A counted",
      "B untracked",
      "C backorder",
    ]);
    expect(await titles(`${onShelf()}&inStock=false&sort=title`)).to.deep.equal(["D held", "E gone"]);
  });

  it("filters by options: one of the values per name, all names in one variant", async () => {
    const variant = (Size: string, Color: string) => ({ options: { Size, Color } });
    await stock([
      { title: "A", variants: [variant("M", "Red"), variant("L", "Blue")] },
      { title: "B", variants: [variant("M", "Blue")] },
      { title: "C" },
    ]);
    const cases: [string, string][] = [
      ["option.Size=M", "AB"],
      ["option.Size=L", "A"],
      ["option.Size=L&option.Size=M", "AB"],
      ["option.Size=M&option.Color=Blue", "B"],
      ["option.Size=L&option.Color=Red", ""],
      ["option.size=M", ""],
      ["option.Size=%27%22%5C", ""],
      ["option.__proto__=M", ""],
      ["option.constructor=M", ""],
    ];
    for (const [query, expected] of cases)
      expect((await titles(`${onShelf()}&sort=title&${query}`)).join(""), query).to.equal(expected);
  });
});
