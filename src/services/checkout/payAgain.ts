import { transaction } from "../../database/transaction.js";
import { assertFresh, type IdempotencyClaim, type RequestFacts } from "../../http/action.js";
import type { Reply } from "../../http/reply.js";
import { Order } from "../../models/orders/Order.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import { Payment } from "../../models/payments/Payment.js";
import { finishWithPayment } from "./checkOut.js";
import { orderEtag } from "../orders/orderEtag.js";
import { claimKey, recordRunning } from "../system/idempotency.js";
import { endSession } from "../payments/endSession.js";
import { forEachPayment } from "../payments/forEachPayment.js";
import { loadSessionRequest } from "../payments/loadSessionRequest.js";
import { gatewayNamed } from "../../gateways/gateways.js";
import { createPaymentAttempt } from "../payments/createPaymentAttempt.js";

/**
 * Another try at paying an order, in the phases of a checkout. A repetition that finds its first request dead half-way
 * goes on with the payment that one had made.
 * @throws StaleVersion when `If-Match` names another version of the order; a repetition is not compared again
 */
export async function payAgain<B>(
  orderId: string,
  provider: string,
  request: Pick<RequestFacts, "ifMatch">,
  claim: IdempotencyClaim,
  render: (order: OrderRow) => Reply<B>,
): Promise<Reply<B>> {
  gatewayNamed(provider);
  await forEachPayment(await Payment.overdue(orderId), ({ id }) => endSession(id));
  const begun = await transaction(async () => {
    const earlier = await claimKey(claim);
    if (earlier.kind === "done") return earlier.reply;
    const order = await Order.findByPk(orderId, { lock: true, rejectOnEmpty: true });
    if (earlier.kind === "unfinished") {
      return Payment.newestOf(orderId);
    }
    assertFresh(request, orderEtag(order));
    const payment = await createPaymentAttempt(order, provider);
    await recordRunning(claim, orderId);
    return payment;
  });
  if (!(begun instanceof Payment)) return begun as Reply<B>;
  // A session of an earlier attempt may still be open at its provider: the order would be paid twice.
  const earlier = (await Payment.attemptsAt(orderId)).filter(
    ({ id, isEndable }) => isEndable && id !== begun.id,
  );
  await forEachPayment(earlier, ({ id }) => endSession(id));
  const session = await loadSessionRequest(begun.id);
  return finishWithPayment({ orderId, provider: begun.provider, session, accessToken: null }, claim, render);
}
