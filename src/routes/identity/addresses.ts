import { Router } from "express";
import * as addresses from "../../controllers/identity/addresses.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/identity/addresses.js";
import { UserAddressListView, UserAddressView } from "../../views/identity/address.js";

const router = Router();

/**
 * @openapi
 * /api/v1/me/addresses:
 *   get:
 *     operationId: listAddresses
 *     tags: [Accounts]
 *     summary: List your addresses
 *     responses:
 *       200: { description: A page of addresses }
 *     x-errors: [invalid_cursor]
 */
router.get("/", authenticate.required, read(requests.ListAddresses, addresses.list, UserAddressListView));

/**
 * @openapi
 * /api/v1/me/addresses:
 *   post:
 *     operationId: createAddress
 *     tags: [Accounts]
 *     summary: Add an address
 *     description: >-
 *       At most fifty. Region and postal code are required, and the postal code is checked, in countries that have
 *       them. A new default address replaces the previous default.
 *     responses:
 *       201: { description: The address }
 *     x-errors: [too_many_addresses]
 */
router.post("/", authenticate.required, write(requests.CreateAddress, addresses.create, UserAddressView));

/**
 * @openapi
 * /api/v1/me/addresses/{id}:
 *   get:
 *     operationId: showAddress
 *     tags: [Accounts]
 *     summary: Show one of your addresses
 *     responses:
 *       200: { description: The address }
 */
router.get("/:id", authenticate.required, read(requests.ShowAddress, addresses.show, UserAddressView));

/**
 * @openapi
 * /api/v1/me/addresses/{id}:
 *   patch:
 *     operationId: updateAddress
 *     tags: [Accounts]
 *     summary: Change an address
 *     description: Omitted fields keep their value. The resulting address must be valid in its country.
 *     responses:
 *       200: { description: The address }
 */
router.patch("/:id", authenticate.required, write(requests.UpdateAddress, addresses.update, UserAddressView));

/**
 * @openapi
 * /api/v1/me/addresses/{id}:
 *   delete:
 *     operationId: deleteAddress
 *     tags: [Accounts]
 *     summary: Delete an address
 *     description: Orders keep their copy.
 *     responses:
 *       204: { description: Deleted }
 */
router.delete("/:id", authenticate.required, write(requests.DeleteAddress, addresses.destroy));

export { router as addressRoutes };
