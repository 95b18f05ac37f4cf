import { z } from "zod";
import { escapeHtml } from "../../lib/text/escapeHtml.js";
import { formatMoney, money } from "../../lib/money/money.js";
import { htmlPage } from "../../lib/pages/htmlPage.js";
import { htmlTime } from "../../lib/pages/htmlTime.js";
import { Id, Money, Timestamp } from "../../lib/schemas.js";
import { SESSION_STATUSES, type SessionStatus } from "../../lib/payments/gateway.js";
import type { TestPaymentSession } from "../../models/payments/TestPaymentSession.js";

export const TestPaymentView = z
  .strictObject({
    paymentId: Id,
    status: z.enum(SESSION_STATUSES),
    amount: Money,
    orderNumber: z.string(),
    returnUrl: z.string(),
    expiresAt: Timestamp,
  })
  .meta({ id: "TestPayment" });

export const WebhookReceiptView = z
  .strictObject({ received: z.literal(true) })
  .meta({ id: "WebhookReceipt" });

export const renderTestPayment = (session: TestPaymentSession): z.input<typeof TestPaymentView> => ({
  paymentId: session.paymentId,
  status: session.statusNow,
  amount: money(session.amount, session.currency),
  orderNumber: session.orderNumber,
  returnUrl: session.returnUrl,
  expiresAt: session.expiresAt.toISOString(),
});

const TRY_AGAIN = "Start a new payment from the order.";
const RESULTS: Record<Exclude<SessionStatus, "open">, string> = {
  paid: "The payment is complete. Thank you.",
  declined: `The payment was declined. ${TRY_AGAIN}`,
  abandoned: `The payment was cancelled. ${TRY_AGAIN}`,
  expired: `The payment has expired. ${TRY_AGAIN}`,
};

/** The page on which a shopper decides a payment of the test provider. A plain form works without scripts. */
export function renderTestPaymentPage(session: TestPaymentSession, shopName: string): string {
  const { orderNumber, returnUrl, expiresAt } = session;
  const status: SessionStatus = session.statusNow;
  const total = price(session, session.amount);
  const title = status === "open" ? `Pay ${total}` : `Payment of ${total}`;
  const result =
    status === "open"
      ? `<p class="note">The payment expires on ${htmlTime(expiresAt)}.</p>`
      : `<p class="status" role="status">${RESULTS[status]} <a href="${escapeHtml(returnUrl)}">Back to the shop</a></p>`;
  return htmlPage(
    shopName,
    title,
    `<h1>${escapeHtml(title)}</h1>
<p>Order <strong>${escapeHtml(orderNumber)}</strong> at ${escapeHtml(shopName)}</p>
<div class="card">${lineTable(session, total)}
${status === "open" ? FORM : ""}${result}</div>
<p class="note">This is the built-in test provider. No money moves. Decline acts like the shopper's bank, Cancel like a
shopper who leaves.</p>`,
  );
}

const price = ({ currency }: TestPaymentSession, amount: number): string =>
  formatMoney(money(amount, currency));

/** The lines, the difference between their sum and the total, and the total. */
function lineTable(session: TestPaymentSession, total: string): string {
  const rest = session.lines.reduce((left, { amount }) => left - amount, session.amount);
  const row = (name: string, amount: string) =>
    `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(amount)}</td></tr>`;
  const rows = session.lines.map(({ title, quantity, amount }) =>
    row(`${quantity} × ${title}`, price(session, amount)),
  );
  if (rest !== 0) rows.push(row("Shipping, tax and discounts", price(session, rest)));
  return `<table><tbody>${rows.join("")}</tbody><tfoot>${row("Total", total)}</tfoot></table>`;
}

const FORM = `<form method="post">
<button class="primary" name="outcome" value="paid">Pay</button>
<button name="outcome" value="declined">Decline</button>
<button name="outcome" value="abandoned">Cancel</button>
</form>`;

/** The page after the payment of a shop without a storefront (PAYMENT_RETURN_URL). */
export const renderReturnPage = (orderId: string | undefined, shopName: string): string =>
  htmlPage(
    shopName,
    "Back in the shop",
    `<h1>Back in the shop</h1>
<p>You have left the payment page.${orderId ? ` The order is <code>${escapeHtml(orderId)}</code>.` : ""}</p>
<p class="note">A storefront shows the order here. Set PAYMENT_RETURN_URL to the address of its page.</p>`,
  );
