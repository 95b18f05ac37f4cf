import { Router } from "express";
import * as testPayments from "../../controllers/payments/testPayments.js";
import { read, writeOutsideTransaction } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/payments/payments.js";
import { TestPaymentView } from "../../views/payments/testPayment.js";

const router = Router();

/**
 * @openapi
 * /pay/test/{paymentId}:
 *   get:
 *     operationId: showTestPayment
 *     tags: [Payments]
 *     summary: Show the payment page of the built-in test provider
 *     description: An HTML page with Pay, Decline and Cancel, or JSON if `Accept` asks for it.
 *     responses:
 *       200: { description: The test payment }
 *   post:
 *     operationId: decideTestPayment
 *     tags: [Payments]
 *     summary: Pay, decline or abandon a test payment
 *     description: >-
 *       Redirects a form to the shop's return URL and responds to JSON with JSON. The provider then posts its signed
 *       webhook to the shop.
 *     responses:
 *       200: { description: The test payment }
 *       303: { description: Redirects to the shop }
 *     x-errors: [payment_not_open]
 */
router.get("/test/:paymentId", read(requests.ShowTestPayment, testPayments.show, TestPaymentView));
router.post(
  "/test/:paymentId",
  writeOutsideTransaction(requests.DecideTestPayment, testPayments.decide, TestPaymentView),
);

/**
 * @openapi
 * /pay/return:
 *   get:
 *     operationId: returnFromPayment
 *     tags: [Payments]
 *     summary: Show the page after a payment, in a shop without a storefront
 *     responses:
 *       200: { description: A page, content: { text/html: { schema: { type: string } } } }
 */
router.get("/return", read(requests.ReturnFromPayment, testPayments.comeBack));

export { router as testPaymentRoutes };
