import { type Action, assertFresh, staffActor } from "../../http/action.js";
import { pageMeta, pageStart, totalOf } from "../../http/paging.js";
import { created, ok } from "../../http/reply.js";
import { countMovements, listMovements } from "../../models/inventory/movementList.js";
import { countStock, findStock, listStock } from "../../models/inventory/stockList.js";
import type * as requests from "../../requests/inventory/adminInventory.js";
import { adjustStock, lockStock, setStock } from "../../services/inventory/adjustStock.js";
import {
  type MovementListView,
  type StockListView,
  type StockView,
  renderMovement,
  renderStock,
} from "../../views/inventory/stock.js";

async function shown(variantId: string) {
  const row = await findStock(variantId);
  return [renderStock(row), { etag: String(row.version) }] as const;
}

export const list: Action<typeof requests.ListStock, typeof StockListView> = async ({ query }) => {
  const { q: search, lowStock, limit } = query;
  const start = pageStart(query, "inventory");
  const page = await listStock({ search, lowStock }, limit, start);
  const total = await totalOf(start, page, () => countStock({ search, lowStock }));
  return ok({ data: page.rows.map(renderStock), meta: pageMeta(query, "inventory", page.next, total) });
};

export const show: Action<typeof requests.ShowStock, typeof StockView> = async ({ params }) =>
  ok(...(await shown(params.variantId)));

export const update: Action<typeof requests.SetStock, typeof StockView> = async (call) => {
  const stock = await lockStock(call.params.variantId);
  assertFresh(call.request, String(stock.version));
  call.audit({ before: { onHand: stock.onHand } });
  await setStock(stock, call.body.onHand, { actor: staffActor(call) });
  return ok(...(await shown(stock.variantId)));
};

export const adjust: Action<typeof requests.AdjustStock, typeof StockView> = async (call) => {
  const stock = await lockStock(call.params.variantId);
  assertFresh(call.request, String(stock.version));
  await adjustStock(stock, call.body.delta, { actor: staffActor(call), note: call.body.reason });
  const [body, extras] = await shown(stock.variantId);
  call.audit({ before: { onHand: stock.onHand }, after: { ...call.body, onHand: body.onHand } });
  return created(body, `/api/v1/admin/inventory/${stock.variantId}`, extras);
};

export const movements: Action<typeof requests.ListMovements, typeof MovementListView> = async ({
  params,
  query,
}) => {
  const { variantId } = await findStock(params.variantId);
  const order = `movements:${variantId}`;
  const start = pageStart(query, order);
  const page = await listMovements(variantId, query.limit, start);
  const total = await totalOf(start, page, () => countMovements(variantId));
  return ok({ data: page.rows.map(renderMovement), meta: pageMeta(query, order, page.next, total) });
};
