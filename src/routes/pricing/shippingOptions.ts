import { Router } from "express";
import * as shippingOptions from "../../controllers/pricing/shippingOptions.js";
import { read } from "../../middlewares/endpoint/endpoint.js";
import { ListShippingOptions } from "../../requests/pricing/shippingOptions.js";

const router = Router();

/**
 * @openapi
 * /api/v1/shipping-options:
 *   get:
 *     operationId: listShippingOptions
 *     tags: [Cart]
 *     summary: List the shipping options of a country
 *     responses:
 *       200: { $ref: "#/components/responses/ShippingOptionList" }
 */
router.get("/", read(ListShippingOptions, shippingOptions.list));

export { router as shippingOptionRoutes };
