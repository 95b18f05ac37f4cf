import { Router } from "express";
import * as shippingOptions from "../../controllers/pricing/shippingOptions.js";
import { read } from "../../middlewares/endpoint/endpoint.js";
import { ListShippingOptions } from "../../requests/pricing/shippingOptions.js";
import { ShippingOptionListView } from "../../views/pricing/shippingOption.js";

const router = Router();

/**
 * @openapi
 * /api/v1/shipping-options:
 *   get:
 *     operationId: listShippingOptions
 *     tags: [Cart]
 *     summary: List the shipping options of a country
 *     responses:
 *       200: { description: The shipping options }
 */
router.get("/", read(ListShippingOptions, shippingOptions.list, ShippingOptionListView));

export { router as shippingOptionRoutes };
