import { config } from "../../config.js";
import type { Action, RequestFacts } from "../../http/action.js";
import { pagePolicy } from "../../http/pagePolicy.js";
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

const asksForJson = ({ wantsJson, wantsHtml }: RequestFacts): boolean => wantsJson && !wantsHtml;

export const show: Action<typeof requests.ShowTestPayment, typeof TestPaymentView> = async ({
  params,
  request,
}) => {
  const session = await findTestPayment(params.paymentId);
  if (asksForJson(request)) return ok(renderTestPayment(session));
  // A browser also checks where the form's response redirects to.
  const forms = `'self' ${new URL(session.returnUrl).origin}`;
  return page(renderTestPaymentPage(session, config.shopName), pagePolicy({ forms }));
};

/** A form gets a redirect; a client that sends or accepts JSON gets JSON. */
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
  page(renderReturnPage(query.orderId, config.shopName));
