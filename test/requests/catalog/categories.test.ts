import { expect } from "chai";
import { api, expectProblem, statementsOf } from "../../support/api.js";
import { createCategory, createProduct } from "../../support/factories/catalog/products.js";

type Node = { id: string; slug: string; name: string; productCount: number; children: Node[] };

describe("GET /api/v1/categories", () => {
  it("refuses query parameters and unknown categories", async () => {
    expectProblem(await api.get("/api/v1/categories?page=1"), 400, "validation_failed");
    expectProblem(await api.get("/api/v1/categories/none"), 404, "not_found");
    expectProblem(await api.get("/api/v1/categories/0192f0c1-2345-7000-8000-000000000000"), 404, "not_found");
  });

  it("shows the tree in order, counting each product on sale once per branch", async () => {
    const root = await createCategory({ name: "Root" });
    const second = await createCategory({ name: "Second", parentId: root.id, position: 2 });
    const first = await createCategory({ name: "First", parentId: root.id, position: 1 });
    const leaf = await createCategory({ name: "Leaf", parentId: first.id });
    await createProduct({ categories: [leaf, second] });
    await createProduct({ categories: [first] });
    await createProduct({ categories: [leaf], status: "draft" });

    const response = await api.get("/api/v1/categories");
    expect(statementsOf(response)).to.be.at.most(1);
    const shown = (response.body.data as Node[]).find(({ id }) => id === root.id) as Node;
    const sketch = ({ name, productCount, children }: Node): unknown[] => [
      name,
      productCount,
      ...children.map(sketch),
    ];
    expect(sketch(shown)).to.deep.equal(["Root", 2, ["First", 2, ["Leaf", 1]], ["Second", 1]]);

    const one = await api.get(`/api/v1/categories/${leaf.slug}`);
    expect(statementsOf(one)).to.be.at.most(1);
    expect(one.body).to.deep.include({ name: "Leaf", productCount: 1, children: [] });
    expect(one.body.path.map(({ name }: Node) => name)).to.deep.equal(["Root", "First"]);
    expect((await api.get(`/api/v1/categories/${leaf.id}`)).body).to.deep.equal(one.body);
    const again = await api.get(`/api/v1/categories/${leaf.slug}`, {
      "if-none-match": String(one.headers.etag),
    });
    expect(again.status).to.equal(304);
  });
});
