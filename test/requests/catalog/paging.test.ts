import { expect } from "chai";
import fc from "fast-check";
import type { Category } from "../../../src/models/catalog/Category.js";
import { api } from "../../support/api.js";
import { createReview } from "../../support/factories/catalog/reviews.js";
import { createCategory, createProduct, createProducts } from "../../support/factories/catalog/products.js";
import { sql } from "../../support/database.js";

const SORTS = ["newest", "price", "-price", "title", "-title", "rating"];
type Page = { data: { id: string }[]; meta: { nextCursor: string | null } };

async function page(query: string): Promise<Page> {
  const response = await api.get(`/api/v1/products?${query}`);
  expect(response.status, response.text).to.equal(200);
  return response.body as Page;
}

/** All ids by cursor; calls `between` after each page. */
async function walk(
  query: string,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { data, meta }: Page = await page(`${query}&cursor=${cursor}`);
    ids.push(...data.map(({ id }) => id));
    cursor = meta.nextCursor;
    await between();
  }
  return ids;
}

describe("GET /api/v1/products, page after page", () => {
  const shelves: Category[] = [];

  const stock = async (size: number): Promise<Category> => {
    const shelf = await createCategory();
    shelves.push(shelf);
    const twin = (n: number) => ({
      priceAmount: 100 * (n % 3),
      title: `Twin ${"ab".charAt(n % 2)}`,
      categories: [shelf],
    });
    const made = await createProducts(Array.from({ length: size }, (_, n) => twin(n)));
    // Many equal keys, and some ratings: 1 and 4.33.
    for (const [n, { id }] of made.entries()) {
      const ratings = n % 2 ? [1] : [4, 4, 5];
      for (const rating of n % 3 === 0 ? ratings : [])
        await createReview({ productId: id, status: "approved", rating });
    }
    return shelf;
  };

  it("pages through every order by cursor without duplicates or gaps, even with equal keys", async () => {
    const shelf = await stock(23);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SORTS), fc.integer({ min: 1, max: 25 }), async (sort, limit) => {
        const query = `category=${shelf.slug}&sort=${sort}`;
        const whole = (await page(`${query}&limit=100`)).data.map(({ id }) => id);
        expect(whole).to.have.length(23);
        expect(await walk(`${query}&limit=${limit}`)).to.deep.equal(whole);
      }),
      { numRuns: 40 },
    );
  });

  it("pages through a search by relevance", async () => {
    const shelf = await stock(12);
    const query = `category=${shelf.slug}&q=twin`;
    const whole = (await page(`${query}&limit=100`)).data.map(({ id }) => id);
    expect(await walk(`${query}&limit=5`)).to.deep.equal(whole);
    const cursor = (await page(`${query}&limit=5&cursor=`)).meta.nextCursor;
    const other = await api.get(`/api/v1/products?category=${shelf.slug}&q=other&cursor=${cursor}`);
    expect(other.status, "a rank belongs to its search").to.equal(400);
  });

  it("returns the same by page number", async () => {
    const shelf = await stock(10);
    const query = `category=${shelf.slug}&sort=price&limit=4`;
    const pages = await Promise.all([1, 2, 3, 4].map((n) => page(`${query}&page=${n}`)));
    expect(pages.map(({ data }) => data.length)).to.deep.equal([4, 4, 2, 0]);
    expect(pages.flatMap(({ data }) => data.map(({ id }) => id))).to.deep.equal(await walk(query));
    for (const { meta } of pages) expect(meta).to.include({ total: 10, limit: 4 });
  });

  it("stays stable while products are inserted before, after and between", async () => {
    const shelf = await stock(12);
    for (const sort of SORTS) {
      const query = `category=${shelf.slug}&sort=${sort}&limit=3`;
      const before = await walk(query);
      const during = await walk(query, () =>
        createProduct({
          priceAmount: Math.floor(Math.random() * 300),
          title: "Twin aa",
          categories: [shelf],
        }),
      );
      expect(new Set(during).size, `${sort}: no repeats`).to.equal(during.length);
      expect(
        during.filter((id) => before.includes(id)),
        `${sort}: none lost`,
      ).to.deep.equal(before);
    }
  });

  it("supports the longest possible title in a cursor", async () => {
    const shelf = await createCategory();
    const titles = ["🎉".repeat(254), "🎉".repeat(255), '"'.repeat(255), "\\".repeat(255)];
    await createProducts(titles.map((title) => ({ title, categories: [shelf] })));
    expect(await walk(`category=${shelf.slug}&sort=-title&limit=1`)).to.have.length(4);
  });

  it("distinguishes microseconds", async () => {
    const shelf = await stock(4);
    await sql(
      `UPDATE products p SET created_at = '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 microsecond'
       FROM (SELECT product_id, row_number() OVER (ORDER BY product_id DESC) AS n FROM product_categories WHERE category_id = $1) x
       WHERE p.id = x.product_id`,
      [shelf.id],
    );
    expect(new Set(await walk(`category=${shelf.slug}&limit=1`)).size).to.equal(4);
  });
});
