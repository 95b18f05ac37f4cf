import { z } from "zod";
import { escapeHtml, htmlPage } from "../../lib/escapeHtml.js";
import { formatMoney, money } from "../../lib/money.js";
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

const WORDS: Record<SessionStatus, string> = {
  open: "",
  paid: "This payment has been made. Thank you.",
  declined: "This payment was declined.",
  abandoned: "This payment was abandoned.",
  expired: "This payment has expired.",
};

/** The page where a shopper of the test provider decides. Plain forms, so that it works without a script. */
export function renderTestPaymentPage(session: TestPaymentSession, shopName: string): string {
  const rows = session.lines.map(
    ({ title, quantity, amount }) =>
      `<tr><td>${escapeHtml(title)}</td><td>${quantity} ×</td><td>${price(session, amount)}</td></tr>`,
  );
  const total = price(session, session.amount);
  return htmlPage(
    `Pay ${total}`,
    `<h1>Pay ${total}</h1>
<p>To ${escapeHtml(shopName)}, for order ${escapeHtml(session.orderNumber)}.</p>
<table>${rows.join("")}<tr><th>Total, with shipping and tax</th><th></th><th>${total}</th></tr></table>
${session.statusNow === "open" ? FORM : `<p><strong>${WORDS[session.statusNow as SessionStatus]}</strong></p>`}
<p class="note">This is the built-in test provider. No money moves.</p>`,
  );
}

const price = ({ currency }: TestPaymentSession, amount: number): string =>
  escapeHtml(formatMoney(money(amount, currency)));

const FORM = `<form method="post">
<button class="primary" name="outcome" value="paid">Pay</button>
<button name="outcome" value="declined">Decline</button>
<button name="outcome" value="abandoned">Abandon</button>
</form>`;

/** Where shoppers land after paying when the shop has no storefront configured (PAYMENT_RETURN_URL). */
export const renderReturnPage = (orderId: string | undefined): string =>
  htmlPage(
    "Back in the shop",
    `<h1>Back in the shop</h1>
<p>Your payment has been dealt with${orderId ? `; the order is <code>${escapeHtml(orderId)}</code>` : ""}.</p>
<p class="note">A storefront would show the order here: set PAYMENT_RETURN_URL to its page.</p>`,
  );
