import { expect } from "chai";
import { api, expectProblem, statementsOf } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { createProduct, type ProductSeed } from "../../support/factories/catalog/products.js";
import { adminHeaders } from "../../support/factories/identity/users.js";
import { unique } from "../../support/adminWrites/write.js";

const path = (slug: string) => `/api/v1/products/${encodeURIComponent(slug)}`;
const rename = async (id: string, slug: string) => {
  const answer = await api.patch(`/api/v1/admin/products/${id}`, { slug }, await adminHeaders());
  expect(answer.status, answer.text).to.equal(200);
};
const expectMoved = async (from: string, to: string) => {
  const answer = await api.get(path(from));
  expect([answer.status, answer.headers.location]).to.deep.equal([301, path(to)]);
};
const expectGone = async (slug: string) => expectProblem(await api.get(path(slug)), 404, "not_found");

/** A product that had the slug `a` before and has `b` now. */
async function renamed(seed: ProductSeed = {}) {
  const [a, b] = [unique("a"), unique("b")];
  const { id } = await createProduct({ slug: a, ...seed });
  await rename(id, b);
  return { id, a, b };
}

describe("GET /api/v1/products/:formerSlug", () => {
  it("redirects to the current slug, which may need encoding", async () => {
    const { id, a, b } = await renamed();
    await expectMoved(a, b);
    const accented = unique("éclair");
    await rename(id, accented);
    await expectMoved(b, accented);
  });

  it("redirects at once along a chain of slugs", async () => {
    const { id, a, b } = await renamed();
    const c = unique("c");
    await rename(id, c);
    await expectMoved(a, c);
    await expectMoved(b, c);
  });

  it("may be cached only for a short time", async () => {
    const { a } = await renamed();
    expect((await api.get(path(a))).headers["cache-control"]).to.equal("public, max-age=15");
  });

  it("keeps the rest of the path and the query", async () => {
    const { a, b } = await renamed();
    const answer = await api.get(`${path(a)}/related?limit=3`);
    expect([answer.status, answer.headers.location]).to.deep.equal([301, `${path(b)}/related?limit=3`]);
  });

  it("ends when the product gets the slug back", async () => {
    const { id, a, b } = await renamed();
    await rename(id, a);
    expect((await api.get(path(a))).status).to.equal(200);
    await expectMoved(b, a);
    expect(await sql("SELECT FROM product_former_slugs WHERE slug = $1", [a])).to.deep.equal([]);
  });

  it("ends when another product is created with the slug, even as a draft", async () => {
    const { a } = await renamed();
    await createProduct({ slug: a, status: "draft" });
    await expectGone(a);
  });

  it("ends when another product takes the slug by a change, and stays ended", async () => {
    const { a } = await renamed();
    const other = await createProduct();
    await rename(other.id, a);
    expect((await api.get(path(a))).body.id).to.equal(other.id);
    const next = unique("next");
    await rename(other.id, next);
    await expectMoved(a, next);
  });

  it("does not reveal drafts and deleted products", async () => {
    const draft = await renamed({ status: "draft" });
    await expectGone(draft.a);
    const deleted = await renamed();
    await api.delete(`/api/v1/admin/products/${deleted.id}`, await adminHeaders());
    await expectGone(deleted.a);
  });

  it("keeps the history for every writer", async () => {
    const [a, b] = [unique("a"), unique("b")];
    const { id } = await createProduct({ slug: a });
    await sql("UPDATE products SET slug = $2 WHERE id = $1", [id, b]);
    await expectMoved(a, b);
  });

  it("is looked up only when no product has the slug", async () => {
    const { a, b } = await renamed();
    expect([statementsOf(await api.get(path(b))), statementsOf(await api.get(path(a)))]).to.deep.equal([
      1, 2,
    ]);
  });

  it("has one owner when a rename and a creation compete for the slug", async () => {
    const [a, b] = [unique("a"), unique("b")];
    const { id } = await createProduct({ slug: a });
    const headers = await adminHeaders();
    const body = { title: "Heir", slug: a, price: { amount: 100, currency: "USD" }, status: "active" };
    const answers = await Promise.all([
      api.patch(`/api/v1/admin/products/${id}`, { slug: b }, headers),
      ...Array.from({ length: 5 }, () => api.post("/api/v1/admin/products", body, headers)),
    ]);
    const heirs = answers.slice(1).filter(({ status }) => status === 201);
    expect(heirs.length).to.be.at.most(1);
    if (heirs.length === 0) return expectMoved(a, b);
    expect((await api.get(path(a))).body.id).to.equal(heirs[0]?.body.id);
    expect(await sql("SELECT FROM product_former_slugs WHERE slug = $1", [a])).to.deep.equal([]);
  });
});
