import { config } from "../../config.js";
import type { Action, RequestFacts } from "../../http/action.js";
import { ok, page, seeOther } from "../../http/reply.js";
import type * as requests from "../../requests/payments/payments.js";
import { decideTestPayment } from "../../services/payments/decideTestPayment.js";
import { findTestPayment } from "../../services/payments/findTestPayment.js";
import {
  type TestPaymentView,
  renderReturnPage,
  renderTestPayment,
  renderTestPaymentPage,
} from "../../views/payments/testPayment.js";

/** The forms redirect to the return URL; browsers apply `form-action` to redirects, too. */
const pagePolicy = (returnUrl: string) => ({
  "Content-Security-Policy": `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${new URL(returnUrl).origin}`,
});

const asksForJson = ({ wantsJson, wantsHtml }: RequestFacts): boolean => wantsJson && !wantsHtml;

export const show: Action<typeof requests.ShowTestPayment, typeof TestPaymentView> = async ({
  params,
  request,
}) => {
  const session = await findTestPayment(params.paymentId);
  if (asksForJson(request)) return ok(renderTestPayment(session));
  return page(renderTestPaymentPage(session, config.shopName), { headers: pagePolicy(session.returnUrl) });
};

/** Answers a form with a redirect, and a client that sends or accepts JSON with JSON. */
export const decide: Action<typeof requests.DecideTestPayment, typeof TestPaymentView> = async ({
  params,
  body,
  request,
}) => {
  const session = await decideTestPayment(params.paymentId, body.outcome, request.localOrigin);
  const sentJson = /^application\/json/i.test(String(request.headers["content-type"]));
  const json = asksForJson(request) || (sentJson && !request.wantsHtml);
  return json ? ok(renderTestPayment(session)) : seeOther(session.returnUrl);
};

export const comeBack: Action<typeof requests.ReturnFromPayment> = ({ query }) =>
  page(renderReturnPage(query.orderId), {
    headers: { "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'" },
  });
