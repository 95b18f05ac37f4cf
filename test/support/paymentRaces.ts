import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { newId } from "../../src/lib/ids.js";
import { config } from "../../src/config.js";
import { sign } from "../../src/gateways/signature.js";
import { api, type Headers } from "./api.js";
import { sql } from "./database.js";
import { fillCart, onlyVariant } from "./factories/cart/carts.js";
import { createProduct } from "./factories/catalog/products.js";
import { checkOut, decide, key } from "./factories/orders/orders.js";

/** Pseudo-random numbers between 0 and 1 from a seed (mulberry32), so that a failed round can be repeated. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Shop = { origins: string[]; admin: Headers };

/**
 * Runs competing actions on one order at once, on several processes: payment by two sessions, webhooks, cancellation,
 * acceptance, expiry, another payment, and another buyer of the same stock.
 * @returns the order's id
 */
export async function raceForOrder(seed: number, { origins, admin }: Shop): Promise<string> {
  const random = randomOf(seed);
  const origin = () => origins[Math.floor(random() * origins.length)] ?? "";
  const call = (method: string, path: string, body: object | undefined, headers: Headers) =>
    fetch(`${origin()}${path}`, {
      method,
      headers: { "content-type": "application/json", accept: "application/json", ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });

  const stock = 1 + Math.floor(random() * 3);
  const variantIds = [await createProduct({ onHand: 9 }), await createProduct({ onHand: stock })].map(
    (product) => onlyVariant(product).id,
  );
  const lines = variantIds.map((variantId) => ({ variantId, quantity: 1 }));
  const placed = (await checkOut(await fillCart(lines))).body;
  const { id } = placed.order as { id: string };
  const owner = { "x-order-token": String(placed.order.accessToken) };
  const sessions = [String(placed.payment.id)];
  if (random() < 0.6) {
    await decide(String(placed.payment.id), "declined");
    const retry = await api.post(`/api/v1/orders/${id}/payments`, {}, { ...owner, ...key() });
    if (retry.status === 201) sessions.push(String(retry.body.payment.id));
    // At many providers, a session stays open after a declined payment until it is ended.
    if (random() < 0.7) await reopen(sessions[0] ?? "");
  }

  const pay = (paymentId: string) => async () => {
    await sql("UPDATE test_payment_sessions SET status = 'paid' WHERE payment_id = $1 AND status = 'open'", [
      paymentId,
    ]);
    await notify(origin(), paymentId);
  };
  const moves: (() => Promise<unknown>)[] = [
    ...sessions.map(pay),
    ...sessions.map((paymentId) => () => notify(origin(), paymentId)),
    () => call("POST", `/api/v1/orders/${id}/cancellation`, {}, owner),
    () => call("PUT", `/api/v1/admin/orders/${id}/status`, { status: "cancelled" }, admin),
    () => call("PUT", `/api/v1/admin/orders/${id}/status`, { status: "processing" }, admin),
    () => call("POST", `/api/v1/orders/${id}/payments`, {}, { ...owner, ...key() }),
    () => sql("UPDATE payments SET expires_at = now() WHERE order_id = $1 AND status = 'pending'", [id]),
    // Another guest tries to buy the remaining stock.
    () =>
      fillCart([{ variantId: variantIds[1] ?? "", quantity: Math.max(1, stock - 1) }])
        .then((cart) => checkOut(cart))
        .catch(() => undefined),
  ];
  const chosen = moves.filter(() => random() < 0.6).sort(() => random() - 0.5);
  await Promise.all(
    chosen.map(async (move) => {
      await delay(random() * 25);
      const answer = await move();
      if (answer instanceof Response) expect(answer.status, `seed ${seed}`).to.be.below(500);
    }),
  );
  return id;
}

const reopen = (paymentId: string) =>
  sql("UPDATE test_payment_sessions SET status = 'open' WHERE payment_id = $1 AND status = 'declined'", [
    paymentId,
  ]);

/** Sends the provider's signed webhook. */
async function notify(origin: string, paymentId: string): Promise<void> {
  const body = JSON.stringify({
    id: `evt_${newId()}`,
    type: "session.changed",
    sessionId: `test_${paymentId}`,
  });
  const signature = sign(config.testPaymentsSecret, Buffer.from(body));
  const headers = { "content-type": "application/json", "cartwright-signature": signature };
  const answer = await fetch(`${origin}/webhooks/test`, { method: "POST", headers, body });
  expect(answer.status).to.equal(200);
}

/**
 * Checks after all jobs that the amount that the provider holds for each order is the order's total, or zero for a
 * cancelled or unpaid order.
 */
export async function expectConsistentAmounts(orderIds: string[]): Promise<void> {
  const astray = await sql(
    `
    SELECT o.number, o.status, o.payment_status, o.held_reason, o.total_amount, s.kept
    FROM orders o JOIN (
      SELECT p.order_id, sum(t.amount - t.refunded_amount) FILTER (WHERE t.status = 'paid') AS kept
      FROM payments p JOIN test_payment_sessions t ON t.payment_id = p.id GROUP BY p.order_id
    ) s ON s.order_id = o.id
    WHERE o.id = ANY ($1::uuid[])
      AND coalesce(s.kept, 0) <> CASE WHEN o.status <> 'cancelled' AND o.payment_status = 'paid' THEN o.total_amount ELSE 0 END`,
    [orderIds],
  );
  expect(astray).to.deep.equal([]);
}
