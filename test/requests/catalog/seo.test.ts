import { expect } from "chai";
import { api, expectProblem } from "../../support/api.js";
import { unique } from "../../support/adminWrites/write.js";
import { importRows } from "../../support/catalogImport.js";
import { createProduct } from "../../support/factories/catalog/products.js";
import { adminHeaders } from "../../support/factories/identity/users.js";
import { shirt } from "../../lib/shopify/csv.js";

const NONE = { title: null, description: null };
const SEO = { title: "Warm caps", description: "Caps\nfor winter" };
const shownSeo = async (key: string) => (await api.get(`/api/v1/products/${key}`)).body.seo;
const patch = async (id: string, seo: unknown) =>
  api.patch(`/api/v1/admin/products/${id}`, { seo }, await adminHeaders());

describe("The title and description of a product for search engines", () => {
  it("refuses texts that are too long, a title of two lines and unknown fields", async () => {
    const { id } = await createProduct();
    const bad = [
      { title: "x".repeat(256) },
      { title: "a\nb" },
      { description: "x".repeat(5001) },
      { keywords: "caps" },
      null,
      "caps",
    ];
    for (const seo of bad) expectProblem(await patch(id, seo), 400, "validation_failed");
  });

  it("are null unless given", async () => {
    expect(await shownSeo((await createProduct()).id)).to.deep.equal(NONE);
  });

  it("are stored with a new product", async () => {
    const body = { title: "Cap", price: { amount: 100, currency: "USD" }, status: "active", seo: SEO };
    const made = await api.post("/api/v1/admin/products", body, await adminHeaders());
    expect(made.body.seo).to.deep.equal(SEO);
    expect(await shownSeo(made.body.id)).to.deep.equal(SEO);
  });

  it("change one by one; null and empty text clear", async () => {
    const { id } = await createProduct({ seoTitle: "Old", seoDescription: "Text" });
    expect((await patch(id, { title: "New" })).body.seo).to.deep.equal({ title: "New", description: "Text" });
    expect((await patch(id, { title: "", description: null })).body.seo).to.deep.equal(NONE);
    expect(await shownSeo(id)).to.deep.equal(NONE);
  });

  it("are only in the detail of a product", async () => {
    const tag = unique("seo");
    await createProduct({ tags: [tag], seoTitle: "Caps" });
    const { body } = await api.get(`/api/v1/products?tag=${tag}&expand=variants`);
    expect(body.data[0]).to.include.keys("variants").and.not.to.have.property("seo");
  });

  it("are imported; a file without the columns keeps them, and empty cells clear them", async () => {
    const Handle = unique("cap");
    await importRows([shirt({ Handle, "SEO Title": "Caps", "SEO Description": "Warm caps" })]);
    expect(await shownSeo(Handle)).to.deep.equal({ title: "Caps", description: "Warm caps" });
    const { products } = await importRows([shirt({ Handle })]);
    expect(products).to.include({ updated: 0, unchanged: 1 });
    expect(await shownSeo(Handle)).to.deep.equal({ title: "Caps", description: "Warm caps" });
    await importRows([shirt({ Handle, "SEO Title": "", "SEO Description": "" })]);
    expect(await shownSeo(Handle)).to.deep.equal(NONE);
  });
});
