import { expect } from "chai";
import { api, expectProblem, type Headers } from "../../support/api.js";
import { createCategory, createProduct } from "../../support/factories/catalog/products.js";
import { adminHeaders, customerHeaders } from "../../support/factories/identity/users.js";

const URL = "/api/v1/admin/categories";
const NOBODY = "0192f0c1-2345-7000-8000-000000000000";
let admin: Headers;
const create = (body: object) => api.post(URL, body, admin);
const change = (id: string, body: object, headers: Headers = {}) =>
  api.patch(`${URL}/${id}`, body, { ...admin, ...headers });

describe("The administration of categories", () => {
  before(async () => (admin = await adminHeaders()));

  it("is for staff", async () => {
    expectProblem(await api.get(URL), 401, "not_authenticated");
    expectProblem(await api.post(URL, { name: "A" }, await customerHeaders()), 403, "not_allowed");
    expectProblem(await api.get(`${URL}/${NOBODY}`, admin), 404, "not_found");
    expectProblem(await change(NOBODY, {}), 404, "not_found");
    expectProblem(await api.delete(`${URL}/${NOBODY}`, admin), 404, "not_found");
  });

  it("refuses invalid input", async () => {
    const taken = await createCategory();
    for (const body of [
      {},
      { name: "" },
      { name: "A", parent: "nowhere" },
      { name: "A", position: -1 },
      { name: "A", slug: "A B" },
    ])
      expectProblem(await create(body), 400, "validation_failed");
    expectProblem(await create({ name: "A", slug: taken.slug }), 409, "slug_taken");
  });

  it("creates, changes, moves and deletes; refuses a stale version", async () => {
    const root = await create({ name: "Küche & Bad", position: 3 });
    expect(root.status, root.text).to.equal(201);
    expect(root.body).to.include({ slug: "küche-bad", parentId: null, position: 3, productCount: 0 });
    const child = await create({ name: "Küche & Bad", parent: root.body.slug });
    expect(child.body).to.include({ slug: "küche-bad-2", parentId: root.body.id });
    expectProblem(await api.delete(`${URL}/${root.body.id}`, admin), 409, "category_has_children");
    const stale = { "if-match": child.headers.etag as string };
    const moved = await change(child.body.id, { parent: null, description: "Alone" }, stale);
    expect(moved.body).to.include({ parentId: null, description: "Alone", name: "Küche & Bad" });
    expectProblem(await change(child.body.id, { name: "B" }, stale), 412, "stale_version");
    const product = await createProduct({ categories: [{ id: root.body.id } as never] });
    const { etag } = (await api.get(`/api/v1/products/${product.id}`)).headers as { etag: string };
    expect((await api.delete(`${URL}/${root.body.id}`, admin)).status).to.equal(204);
    const after = await api.get(`/api/v1/products/${product.id}`, { "if-none-match": etag });
    expect(after.body.categories).to.deep.equal([]);
  });

  it("never creates a cycle, not even by two concurrent moves", async () => {
    const [a, b] = [await createCategory(), await createCategory()];
    const below = await createCategory({ parentId: a.id });
    expectProblem(await change(a.id, { parent: a.id }), 409, "category_cycle");
    expectProblem(await change(a.id, { parent: below.id }), 409, "category_cycle");
    const answers = await Promise.all([change(a.id, { parent: b.id }), change(b.id, { parent: a.id })]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
  });

  it("allows at most 20 levels", async () => {
    let parent = (await createCategory()).id;
    for (let level = 2; level <= 20; level++) parent = (await createCategory({ parentId: parent })).id;
    expectProblem(await create({ name: "Too deep", parent }), 409, "category_too_deep");
    const branch = await createCategory();
    expectProblem(await change(branch.id, { parent }), 409, "category_too_deep");
  });
});
