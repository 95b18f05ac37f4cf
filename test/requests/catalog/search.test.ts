import { expect } from "chai";
import fc from "fast-check";
import type { Category } from "../../../src/models/catalog/Category.js";
import { api } from "../../support/api.js";
import { createCategory, createProducts } from "../../support/factories/catalog/products.js";

describe("GET /api/v1/products?q=", () => {
  let shelf: Category;
  before(async () => {
    shelf = await createCategory();
    const titles = [
      "Organic Cotton Shirt",
      "Black/White Running Shoes",
      "The Who: Live at Leeds",
      "Men's T-Shirt, 2.5 oz",
      "Crème Brûlée Torch",
      "ÜBER Mug",
      "O'Reilly's Book & Pen-Set",
      "防水ジャケット",
      "Thermos of the Mountain Party",
    ];
    await createProducts(titles.map((title) => ({ title, categories: [shelf] })));
  });

  const search = async (q: string, more = "") => {
    const response = await api.get(
      `/api/v1/products?category=${shelf.slug}&q=${encodeURIComponent(q)}${more}`,
    );
    expect(response.status, `${q}: ${response.text}`).to.equal(200);
    return (response.body.data as { title: string }[]).map(({ title }) => title.split(/[ /]/, 1)[0]);
  };

  const cases: [q: string, found: string[]][] = [
    ["shirts", ["Organic", "Men's"]],
    ["SHIRT organic", ["Organic"]],
    ["organi", ["Organic"]],
    ["organi shirts", ["Organic"]],
    ["cotton shoes", []],
    ["run", ["Black"]],
    ["runs", ["Black"]],
    ["white", ["Black"]],
    ["black/white", ["Black"]],
    ["t-shirt", ["Men's"]],
    ["men's", ["Men's"]],
    ["2.5", ["Men's"]],
    ["the shirt", ["Organic", "Men's"]],
    ["the", ["The", "Thermos"]],
    ["who the", ["The"]],
    ["thermo", ["Thermos"]],
    ["parties", ["Thermos"]],
    ["crème", ["Crème"]],
    ["cre\u0300me", ["Crème"]],
    ["über", ["ÜBER"]],
    ["o'reilly", ["O'Reilly's"]],
    ["防水", ["防水ジャケット"]],
    ["pen set book", ["O'Reilly's"]],
  ];
  for (const [q, found] of cases) {
    it(`finds ${found.join(", ") || "nothing"} for "${q}"`, async () => {
      expect(await search(q)).to.have.members(found);
    });
  }

  it("lists everything for an empty search, and nothing for a search without a word", async () => {
    expect(await search("   ")).to.have.length(9);
    for (const q of ["!!!", "🎉", "&|!:*()", "'", '"', "\\", "<->", "%", "--", ":*"])
      expect(await search(q), q).to.deep.equal([]);
  });

  it("ignores operators and quotes", async () => {
    for (const q of [
      "shirt & !cotton",
      "shirt:*",
      "'shirt'",
      "shirt'); DROP TABLE products;--",
      "🎉 shirt",
      "shirt:A",
    ])
      expect(await search(q), q).to.satisfy((found: string[]) => !found.includes("Black"));
    expect(await search("'shirt'")).to.have.length(2);
    expect(await search("(shirt | mug)")).to.deep.equal([]);
  });

  it("lists the better match first, or sorts by any other requested order", async () => {
    const own = await createCategory();
    await createProducts([
      { title: "Lamp", priceAmount: 300, categories: [own] },
      { title: "Lamp for a large table of oak", priceAmount: 100, categories: [own] },
      { title: "Lampshade", priceAmount: 200, categories: [own] },
    ]);
    const titles = async (sort: string) => {
      const { body } = await api.get(`/api/v1/products?category=${own.slug}&q=lamp${sort}`);
      return (body.data as { title: string }[]).map(({ title }) => title);
    };
    expect((await titles(""))[0]).to.equal("Lamp");
    expect(await titles("&sort=price")).to.deep.equal(["Lamp for a large table of oak", "Lampshade", "Lamp"]);
  });

  it("never fails on any input", async () => {
    const typed = fc
      .string({ unit: "binary", maxLength: 60 })
      .filter((text) => !text.includes("\0") && text.isWellFormed());
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        const response = await api.get(`/api/v1/products?q=${encodeURIComponent(text)}`);
        expect(response.status).to.equal(200);
      }),
      { numRuns: 150 },
    );
  });
});
