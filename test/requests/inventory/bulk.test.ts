import { expect } from "chai";
import { StockMovement } from "../../../src/models/inventory/StockMovement.js";
import { api, expectProblem, type Headers, statementsOf } from "../../support/api.js";
import { onlyVariant } from "../../support/factories/cart/carts.js";
import { createProduct } from "../../support/factories/catalog/products.js";
import { adminHeaders, customerHeaders } from "../../support/factories/identity/users.js";
import { holdStock, stockOf } from "../../support/factories/inventory/stock.js";

const URL = "/api/v1/admin/inventory/bulk";
const UNKNOWN = "0192f0c1-2345-7000-8000-000000000000";
let admin: Headers;

const variant = async (seed: Parameters<typeof createProduct>[0] = {}) =>
  onlyVariant(await createProduct({ onHand: 3, ...seed }));
const adjust = (items: unknown, headers: Headers = {}) => api.post(URL, { items }, { ...admin, ...headers });
/** The codes of the results, in their order; "ok" for a success. */
const codesOf = async (items: object[]): Promise<string[]> =>
  (await adjust(items)).body.results.map(({ code }: { code: string | null }) => code ?? "ok");

describe("POST /api/v1/admin/inventory/bulk", () => {
  before(async () => (admin = await adminHeaders()));

  it("requires the permission inventory:write", async () => {
    const items = [{ id: UNKNOWN, onHand: 1 }];
    expectProblem(await api.post(URL, { items }), 401, "not_authenticated");
    expectProblem(await api.post(URL, { items }, await customerHeaders()), 403, "not_allowed");
  });

  const id = UNKNOWN;
  const invalid: [what: string, items: unknown][] = [
    ["no items", []],
    ["1,001 items", Array.from({ length: 1001 }, () => ({ id, onHand: 1 }))],
    ["neither id nor sku", [{ onHand: 1 }]],
    ["id and sku", [{ id, sku: "A", onHand: 1 }]],
    ["neither onHand nor delta", [{ id }]],
    ["onHand and delta", [{ id, onHand: 1, delta: 1 }]],
    ["a delta of 0", [{ id, delta: 0 }]],
    ["a negative onHand", [{ id, onHand: -1 }]],
    ["a fraction", [{ id, delta: 0.5 }]],
    ["an unknown field", [{ id, onHand: 1, price: 2 }]],
  ];
  for (const [what, items] of invalid) {
    it(`refuses ${what}`, async () => expectProblem(await adjust(items), 400, "validation_failed"));
  }

  it("sets the stock of a variant by its id", async () => {
    const { id } = await variant();
    const { status, body } = await adjust([{ id, onHand: 8 }]);
    expect(status).to.equal(200);
    expect(body.results).to.deep.equal([{ id, status: 200, code: null, errors: [] }]);
    expect((await stockOf(id)).onHand).to.equal(8);
  });

  it("adds to the stock of a variant by its SKU", async () => {
    const { id, sku } = await variant({ sku: `bulk-${Date.now()}` });
    expect(await codesOf([{ sku, delta: -2 }])).to.deep.equal(["ok"]);
    expect((await stockOf(id)).onHand).to.equal(1);
  });

  it("writes a movement with the reason", async () => {
    const { id } = await variant();
    await adjust([{ id, delta: 4, reason: "Found in the attic" }]);
    const movement = await StockMovement.findOne({ where: { variantId: id, reason: "adjustment" } });
    expect(movement).to.include({ delta: 4, note: "Found in the attic" });
  });

  it("writes no movement for a count that equals the stock", async () => {
    const { id } = await variant();
    expect(await codesOf([{ id, onHand: 3 }])).to.deep.equal(["ok"]);
    expect(await StockMovement.count({ where: { variantId: id, reason: "adjustment" } })).to.equal(0);
  });

  it("reports each failed item with its code and changes the others", async () => {
    const [good, held, stale] = [await variant(), await variant(), await variant()];
    await holdStock(held.id, 2);
    const codes = await codesOf([
      { id: good.id, onHand: 9 },
      { id: held.id, onHand: 1 },
      { id: stale.id, onHand: 9, ifMatch: '"999"' },
      { id: UNKNOWN, onHand: 1 },
      { sku: "no such SKU", onHand: 1 },
      { id: good.id, onHand: 7 },
    ]);
    expect(codes).to.deep.equal([
      "ok",
      "out_of_stock",
      "stale_version",
      "not_found",
      "not_found",
      "validation_failed",
    ]);
    const stocks = [await stockOf(good.id), await stockOf(held.id), await stockOf(stale.id)];
    expect(stocks.map(({ onHand }) => onHand)).to.deep.equal([9, 3, 3]);
  });

  it("accepts the ETag of the variant's stock", async () => {
    const { id } = await variant();
    const { etag } = (await api.get(`/api/v1/admin/inventory/${id}`, admin)).headers;
    expect(await codesOf([{ id, delta: 1, ifMatch: etag }])).to.deep.equal(["ok"]);
    expect(await codesOf([{ id, delta: 1, ifMatch: etag }])).to.deep.equal(["stale_version"]);
  });

  it("fails an item that would overflow the stock", async () => {
    const { id } = await variant();
    await adjust([{ id, onHand: 1_000_000_000 }]);
    await adjust([{ id, delta: 1_000_000_000 }]);
    expect(await codesOf([{ id, delta: 1 }])).to.deep.equal(["validation_failed"]);
  });

  it("needs as many statements for 30 items as for one", async () => {
    const ids: string[] = [];
    for (let count = 0; count < 30; count++) ids.push((await variant()).id);
    const [first] = ids;
    const one = statementsOf(await adjust([{ id: first, delta: 1 }]));
    expect(statementsOf(await adjust(ids.map((each) => ({ id: each, delta: 1 }))))).to.equal(one);
  });

  it("repeats nothing under the same Idempotency-Key", async () => {
    const { id } = await variant();
    const key = { "Idempotency-Key": `bulk-${id}` };
    for (let times = 0; times < 2; times++) await adjust([{ id, delta: 1 }], key);
    expect((await stockOf(id)).onHand).to.equal(4);
  });

  it("loses no change of parallel batches that name the variants in opposite orders", async () => {
    const ids = [(await variant()).id, (await variant()).id, (await variant()).id];
    const batches = Array.from({ length: 20 }, (_, index) => {
      const items = ids.map((each) => ({ id: each, delta: 1 }));
      return adjust(index % 2 ? items : items.reverse());
    });
    const statuses = (await Promise.all(batches)).map(({ status }) => status);
    expect(statuses).to.deep.equal(Array.from({ length: 20 }, () => 200));
    for (const each of ids) expect((await stockOf(each)).onHand).to.equal(23);
  });
});
