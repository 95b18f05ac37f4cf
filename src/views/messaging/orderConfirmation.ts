import { escapeHtml } from "../../lib/text/escapeHtml.js";
import { formatMoney, money } from "../../lib/money/money.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import { htmlMail } from "./htmlMail.js";

/** The mail after payment, with the lines, the totals and the shipping address. */
export function renderOrderConfirmation(order: OrderRow, shopName: string) {
  const price = (amount: number): string => formatMoney(money(amount, order.currency));
  const lines = order.items.map(({ quantity, title, variantTitle, lineTotalAmount }) => {
    const name = variantTitle === "Default" ? title : `${title} (${variantTitle})`;
    return { name: `${quantity} × ${name}`, total: price(lineTotalAmount) };
  });
  const sums = [
    { name: "Subtotal", total: price(order.subtotalAmount) },
    ...(order.discountAmount > 0 ? [{ name: "Discount", total: `−${price(order.discountAmount)}` }] : []),
    {
      name: `Shipping${order.shippingOption ? ` (${order.shippingOption.name})` : ""}`,
      total: price(order.shippingAmount),
    },
    ...(order.taxAmount > 0 ? [{ name: "Tax", total: price(order.taxAmount) }] : []),
    { name: "Total", total: price(order.totalAmount) },
  ];
  const { firstName, lastName, line1, line2, postalCode, city, country } = order.shippingAddress;
  const address = [
    `${firstName} ${lastName}`,
    line1,
    line2,
    [postalCode, city].filter(Boolean).join(" "),
    country,
  ];
  const addressLines = address.filter((line): line is string => Boolean(line));
  const row = ({ name, total }: { name: string; total: string }) =>
    `<tr><td>${escapeHtml(name)}</td><td>${escapeHtml(total)}</td></tr>`;
  return {
    subject: `Your order ${order.number} at ${shopName}`,
    text: [
      `Thank you, ${firstName}. We have received your payment for order ${order.number}.`,
      "",
      ...[...lines, ...sums].map(({ name, total }) => `${name}: ${total}`),
      "",
      "We are sending it to:",
      ...addressLines,
    ].join("\n"),
    html: htmlMail(
      `Order ${order.number}`,
      `<h1>Thank you, ${escapeHtml(firstName)}</h1>
<p>We have received your payment for order <strong>${escapeHtml(order.number)}</strong>.</p>
<table>${lines.map(row).join("")}</table>
<table>${sums.map(row).join("")}</table>
<p>We are sending it to:<br>${addressLines.map(escapeHtml).join("<br>")}</p>`,
    ),
  };
}
