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
 *     summary: Your address book
 *     responses:
 *       200: { description: A page of the address book }
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
 *       Up to fifty. Region and postal code are needed, and the code is checked, where the country has them. Making it
 *       the default takes that from the one before.
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
 *     summary: One of your addresses
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
 *     description: What is left out stays. The whole must fit its country.
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
 *     description: Orders keep the copy they were placed with.
 *     responses:
 *       204: { description: Deleted }
 */
router.delete("/:id", authenticate.required, write(requests.DeleteAddress, addresses.destroy));

export { router as addressRoutes };
