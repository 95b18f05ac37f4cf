import { type Action, staffActor } from "../../http/action.js";
import { pageOf } from "../../http/paging.js";
import { created, ok } from "../../http/reply.js";
import { countMovements, listMovements } from "../../models/inventory/movementList.js";
import { countStock, findStock, listStock, type StockRow } from "../../models/inventory/stockList.js";
import type * as requests from "../../requests/inventory/adminInventory.js";
import { adjustStock } from "../../services/inventory/adjustStock.js";
import { adjustStocks } from "../../services/inventory/adjustStocks.js";
import {
  type MovementListView,
  type StockListView,
  type StockView,
  renderMovement,
  renderStock,
} from "../../views/inventory/stock.js";
import { type BulkResultsView, renderBulkResults } from "../../views/system/bulkResults.js";

const etagOf = ({ version }: StockRow) => ({ etag: String(version) });

export const list: Action<typeof requests.ListStock, typeof StockListView> = async ({ query }) => {
  const filter = { search: query.q, lowStock: query.lowStock };
  const page = await pageOf(query, "inventory", {
    rows: (start, limit) => listStock(filter, limit, start),
    count: () => countStock(filter),
    render: renderStock,
  });
  return ok(page);
};

export const show: Action<typeof requests.ShowStock, typeof StockView> = async ({ params }) => {
  const stock = await findStock(params.variantId);
  return ok(renderStock(stock), etagOf(stock));
};

export const update: Action<typeof requests.SetStock, typeof StockView> = async (call) => {
  const by = { actor: staffActor(call), ifMatch: call.request.ifMatch };
  const { stock, before } = await adjustStock(call.params.variantId, call.body, by);
  call.audit({ before });
  return ok(renderStock(stock), etagOf(stock));
};

export const adjust: Action<typeof requests.AdjustStock, typeof StockView> = async ({
  params,
  body,
  ...call
}) => {
  const by = { actor: staffActor(call), note: body.reason, ifMatch: call.request.ifMatch };
  const { stock, before } = await adjustStock(params.variantId, { delta: body.delta }, by);
  call.audit({ before, after: { ...body, onHand: stock.onHand } });
  return created(renderStock(stock), `/api/v1/admin/inventory/${stock.variantId}`, etagOf(stock));
};

export const adjustAll: Action<typeof requests.AdjustStocks, typeof BulkResultsView> = async (call) => {
  const results = await adjustStocks(call.body.items, staffActor(call));
  const changed = results.filter(({ error }) => error === null);
  const before = Object.fromEntries(changed.map((it) => [String(it.variantId), it.before]));
  const after = Object.fromEntries(changed.map((it) => [String(it.variantId), it.after]));
  call.audit({
    target: { type: "inventory", id: "bulk" },
    before: { onHand: before },
    after: { onHand: after },
  });
  return ok(renderBulkResults(results.map(({ variantId, error }) => ({ id: variantId, error }))));
};

export const movements: Action<typeof requests.ListMovements, typeof MovementListView> = async ({
  params,
  query,
}) => {
  const { variantId } = await findStock(params.variantId);
  const page = await pageOf(query, `movements:${variantId}`, {
    rows: (start, limit) => listMovements(variantId, limit, start),
    count: () => countMovements(variantId),
    render: renderMovement,
  });
  return ok(page);
};
