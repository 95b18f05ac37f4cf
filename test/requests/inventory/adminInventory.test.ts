import { expect } from "chai";
import { api, expectProblem, type Headers, statementsOf } from "../../support/api.js";
import { createProduct } from "../../support/factories/catalog/products.js";
import { adminHeaders, customerHeaders } from "../../support/factories/identity/users.js";
import { sql } from "../../support/database.js";
import { holdStock } from "../../support/factories/inventory/stock.js";

const URL = "/api/v1/admin/inventory";
const NOBODY = "0192f0c1-2345-7000-8000-000000000000";
let admin: Headers;

const variantOf = async (seed: Parameters<typeof createProduct>[0], reserved = 0): Promise<string> => {
  const id = (await createProduct(seed)).variants?.[0]?.id ?? "";
  if (reserved > 0) await holdStock(id, reserved);
  return id;
};
const adjust = (id: string, body: object) => api.post(`${URL}/${id}/adjustments`, body, admin);
const set = (id: string, onHand: unknown, headers: Headers = {}) =>
  api.patch(`${URL}/${id}`, { onHand }, { ...admin, ...headers });
const ledgerAgrees = async (id: string) => {
  const [row] = await sql<{ agrees: boolean }>(
    `SELECT s.on_hand = coalesce((SELECT sum(delta) FROM stock_movements m WHERE m.variant_id = s.variant_id), 0) AS agrees
     FROM stock_items s WHERE variant_id = $1`,
    [id],
  );
  return row?.agrees;
};

describe("The administration of stock", () => {
  before(async () => (admin = await adminHeaders()));

  it("requires a permission and an existing variant", async () => {
    const customer = await customerHeaders();
    for (const url of [URL, `${URL}/${NOBODY}`, `${URL}/${NOBODY}/movements`]) {
      expectProblem(await api.get(url), 401, "not_authenticated");
      expectProblem(await api.get(url, customer), 403, "not_allowed");
      if (url !== URL) expectProblem(await api.get(url, admin), 404, "not_found");
    }
    expectProblem(await api.patch(`${URL}/${NOBODY}`, { onHand: 1 }, customer), 403, "not_allowed");
    expectProblem(await adjust(NOBODY, { delta: 1 }), 404, "not_found");
    expectProblem(await set(NOBODY, 1), 404, "not_found");
  });

  it("refuses invalid amounts", async () => {
    const id = await variantOf({});
    for (const body of [
      {},
      { delta: 0 },
      { delta: 1.5 },
      { delta: "1" },
      { delta: 1e10 },
      { delta: 1, onHand: 2 },
    ])
      expectProblem(await adjust(id, body), 400, "validation_failed");
    for (const onHand of [-1, 0.5, null, 1e10])
      expectProblem(await set(id, onHand), 400, "validation_failed");
    await set(id, 1_000_000_000);
    await adjust(id, { delta: 1_000_000_000 });
    expectProblem(await adjust(id, { delta: 1 }), 400, "validation_failed");
  });

  it("never goes below the reserved stock", async () => {
    const id = await variantOf({ onHand: 10 }, 4);
    const refused = await adjust(id, { delta: -7 });
    expectProblem(refused, 409, "out_of_stock");
    expect(refused.body.available).to.equal(6);
    expectProblem(await set(id, 3), 409, "out_of_stock");
    expect((await set(id, 4)).body).to.include({ onHand: 4, reserved: 4, available: 0 });
    expect(await ledgerAgrees(id)).to.equal(true);
  });

  it("allows backordered stock below zero", async () => {
    const id = await variantOf({ onHand: 1, backorder: true });
    expect((await adjust(id, { delta: -3 })).body).to.include({ onHand: -2, available: 0 });
  });

  it("sets and adjusts, each with a movement that names actor and reason", async () => {
    const id = await variantOf({ onHand: 5 });
    const before = await api.get(`${URL}/${id}`, admin);
    const counted = await set(id, 8, { "if-match": before.headers.etag as string });
    expect(counted.body.onHand).to.equal(8);
    expectProblem(await set(id, 9, { "if-match": before.headers.etag as string }), 412, "stale_version");
    const adjusted = await adjust(id, { delta: -2, reason: "broken in transit" });
    expect(adjusted.status).to.equal(201);
    expect(adjusted.body).to.include({ onHand: 6, available: 6 });
    await set(id, 6);
    const { body } = await api.get(`${URL}/${id}/movements?limit=2`, admin);
    expect(body.data.map(({ delta }: { delta: number }) => delta)).to.deep.equal([-2, 3]);
    expect(body.data[0]).to.include({ reason: "adjustment", note: "broken in transit" });
    const rest = await api.get(`${URL}/${id}/movements?limit=2&cursor=${body.meta.nextCursor}`, admin);
    expect(rest.body.data.map(({ delta }: { delta: number }) => delta)).to.deep.equal([5]);
    expect(await ledgerAgrees(id)).to.equal(true);
  });

  it("applies all of 20 parallel adjustments", async () => {
    const id = await variantOf({ onHand: 10 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => adjust(id, { delta: -1 })));
    expect(answers.filter(({ status }) => status === 201)).to.have.length(10);
    expect(answers.filter(({ status }) => status === 409)).to.have.length(10);
    expect((await api.get(`${URL}/${id}`, admin)).body.onHand).to.equal(0);
    expect(await ledgerAgrees(id)).to.equal(true);
  });

  it("filters by title, SKU and low stock, in two statements besides those of authentication", async () => {
    const word = `quartz${Date.now()}`;
    const low = await variantOf({ title: `${word} a`, onHand: 2, sku: `${word}-1` }, 1);
    await variantOf({ title: `${word} b`, onHand: 5 });
    await variantOf({ title: `${word} c`, onHand: 0, tracked: false });
    const all = await api.get(`${URL}?q=${word}&limit=2`, admin);
    expect(all.body.meta).to.include({ total: 3 });
    expect(statementsOf(all)).to.be.at.most(3);
    const rest = await api.get(`${URL}?q=${word}&limit=2&cursor=${all.body.meta.nextCursor}`, admin);
    expect(rest.body.data).to.have.length(1);
    for (const query of [`q=${word}&lowStock=1`, `q=${word}-1`]) {
      const { body } = await api.get(`${URL}?${query}`, admin);
      expect(
        body.data.map(({ variantId }: { variantId: string }) => variantId),
        query,
      ).to.deep.equal([low]);
    }
  });
});
