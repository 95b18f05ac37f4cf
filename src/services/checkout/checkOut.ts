import { positional } from "../../database/statement.js";
import { isLockTimeout } from "../../database/sqlState.js";
import { transaction } from "../../database/transaction.js";
import { Busy } from "../../errors/system.js";
import type { IdempotencyClaim } from "../../http/action.js";
import type { Reply } from "../../http/reply.js";
import type { Caller } from "../../lib/caller.js";
import { loadOrder } from "../../models/orders/loadOrder.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import { gatewayNamed } from "../../gateways/gateways.js";
import { loadSessionRequest } from "../payments/loadSessionRequest.js";
import { recordSession } from "../payments/recordSession.js";
import { claimKey, type Earlier, recordCompletion, recordRunning, secretOf } from "../system/idempotency.js";
import { type CheckoutInput, type PlacedOrder, placeOrder } from "./placeOrder.js";

const newestPayment = positional<{ id: string; provider: string; guest: boolean }>(
  `SELECT p.id, p.provider, o.user_id IS NULL AS guest FROM payments p JOIN orders o ON o.id = p.order_id
   WHERE o.id = $1 ORDER BY p.attempt DESC LIMIT 1`,
);

/**
 * A whole checkout, in phases (docs/ARCHITECTURE.md draws them): the order is written in one transaction, the
 * provider is asked outside any, and what it said is recorded with the reply in another. The idempotency key is
 * written with the order, so a request that dies in between is resumed by its repetition, never done twice.
 *
 * @throws Busy while another request holds the cart or the stock for too long
 * @param render makes the reply out of the finished order and, for a guest, the secret that opens it
 */
export async function checkOut<B>(
  caller: Caller,
  input: CheckoutInput & { provider: string },
  claim: IdempotencyClaim,
  render: (order: OrderRow, accessToken: string | null) => Reply<B>,
): Promise<Reply<B>> {
  gatewayNamed(input.provider);
  const begun = await transaction(async () => {
    const earlier = await claimKey(claim);
    if (earlier.kind === "done") return earlier;
    if (earlier.kind === "unfinished")
      return { kind: "placed" as const, placed: await resume(earlier, claim) };
    const placed = await placeOrder(caller, input, input.provider, (id) => secretOf(claim, id));
    await recordRunning(claim, placed.orderId);
    return { kind: "placed" as const, placed };
  }).catch(busyWhereLocked);
  return begun.kind === "done" ? (begun.reply as Reply<B>) : finishWithPayment(begun.placed, claim, render);
}

/** A cart that another checkout holds is a conflict, which the shopper may know of, and no fault of the shop's. */
function busyWhereLocked(error: unknown): never {
  throw isLockTimeout(error) ? new Busy({ headers: { "Retry-After": "1" } }) : error;
}

/** Phases 2 and 3 of a checkout, and of another try at paying. */
export async function finishWithPayment<B>(
  { orderId, provider, session: request, accessToken }: PlacedOrder,
  claim: IdempotencyClaim,
  render: (order: OrderRow, accessToken: string | null) => Reply<B>,
): Promise<Reply<B>> {
  const session = request && (await gatewayNamed(provider).openSession(request));
  return transaction(async () => {
    if (session) await recordSession(request.paymentId, session);
    const reply = render(await loadOrder(orderId), accessToken);
    await recordCompletion(claim, reply);
    return reply;
  });
}

/** The order is there, its reply is not, or not yet: the first request may still wait for the provider. */
async function resume(
  { orderId }: Extract<Earlier, { kind: "unfinished" }>,
  claim: IdempotencyClaim,
): Promise<PlacedOrder> {
  const [payment] = await newestPayment([orderId]);
  if (!payment) throw new Error(`order ${orderId} has no payment`);
  const accessToken = payment.guest ? secretOf(claim, orderId) : null;
  return { orderId, provider: payment.provider, session: await loadSessionRequest(payment.id), accessToken };
}
