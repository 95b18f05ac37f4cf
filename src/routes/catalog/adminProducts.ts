import { Router } from "express";
import * as images from "../../controllers/catalog/adminImages.js";
import * as products from "../../controllers/catalog/adminProducts.js";
import * as variants from "../../controllers/catalog/adminVariants.js";
import * as publication from "../../controllers/catalog/publication.js";
import { authenticate, permit } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/catalog/adminProducts.js";
import { AdminImage, AdminProductView, AdminVariantView } from "../../views/catalog/adminProduct.js";
import { ProductListView } from "../../views/catalog/product.js";

const router = Router();

/**
 * @openapi
 * /api/v1/admin/products:
 *   get:
 *     operationId: listAllProducts
 *     tags: [Administration]
 *     summary: Products in every status
 *     responses:
 *       200: { description: A page of products }
 *     x-errors: [invalid_cursor]
 */
router.get(
  "/",
  authenticate.required,
  permit("products:read"),
  read(requests.ListAllProducts, products.list, ProductListView),
);

/**
 * @openapi
 * /api/v1/admin/products:
 *   post:
 *     operationId: createProduct
 *     tags: [Administration]
 *     summary: Make a product
 *     description: >-
 *       What is sold comes in one of two forms: `variants` (at most 250, differing in at most 3 options,
 *       each with a value for every option), or one variant's fields at the top (`price` and so on). A
 *       product is a draft unless `status` says otherwise.
 *     responses:
 *       201: { description: "The product, as staff see it" }
 *     x-errors: [slug_taken, sku_taken, duplicate_variant]
 */
router.post(
  "/",
  authenticate.required,
  permit("products:write"),
  write(requests.CreateProduct, products.create, AdminProductView, { audit: "product.created" }),
);

/**
 * @openapi
 * /api/v1/admin/products/{id}:
 *   get:
 *     operationId: showAnyProduct
 *     tags: [Administration]
 *     summary: A product as staff see it
 *     responses:
 *       200: { description: "The product, as staff see it" }
 */
router.get(
  "/:id",
  authenticate.required,
  permit("products:read"),
  read(requests.ShowAnyProduct, products.show, AdminProductView),
);

/**
 * @openapi
 * /api/v1/admin/products/{id}:
 *   patch:
 *     operationId: updateProduct
 *     tags: [Administration]
 *     summary: Change a product
 *     description: >-
 *       What is left out stays; null empties. `variants` is the whole new set: an entry that names a variant
 *       by `id`, else by SKU, else by its very options changes that one, others are new, and variants that
 *       are not named are taken off sale and out of carts. The fields of a single variant can stand at the
 *       top when there is only one. `images` is the whole new list; one whose URL stays is kept. Stock of
 *       variants that exist changes by adjustments only. An If-Match looks at the product, not at its stock.
 *     responses:
 *       200: { description: "The product, as staff see it" }
 *     x-errors: [slug_taken, sku_taken, duplicate_variant, variant_required, too_many_variants, out_of_stock]
 */
router.patch(
  "/:id",
  authenticate.required,
  permit("products:write"),
  write(requests.UpdateProduct, products.update, AdminProductView, { audit: "product.updated" }),
);

/**
 * @openapi
 * /api/v1/admin/products/{id}:
 *   delete:
 *     operationId: deleteProduct
 *     tags: [Administration]
 *     summary: Take a product out of the shop
 *     description: >-
 *       It leaves carts, too; orders keep what was bought.
 *     responses:
 *       204: { description: Deleted }
 */
router.delete(
  "/:id",
  authenticate.required,
  permit("products:write"),
  write(requests.DeleteProduct, products.destroy, null, { audit: "product.deleted" }),
);

/**
 * @openapi
 * /api/v1/admin/products/{id}/publication:
 *   put:
 *     operationId: publishProduct
 *     tags: [Administration]
 *     summary: Put a product on sale
 *     responses:
 *       200: { description: "The product, as staff see it" }
 */
router.put(
  "/:id/publication",
  authenticate.required,
  permit("products:write"),
  write(requests.Publication, publication.create, AdminProductView, { audit: "product.publication.set" }),
);

/**
 * @openapi
 * /api/v1/admin/products/{id}/publication:
 *   delete:
 *     operationId: unpublishProduct
 *     tags: [Administration]
 *     summary: Make a product a draft again
 *     responses:
 *       204: { description: No longer on sale }
 */
router.delete(
  "/:id/publication",
  authenticate.required,
  permit("products:write"),
  write(requests.Publication, publication.destroy, null, { audit: "product.publication.deleted" }),
);

/**
 * @openapi
 * /api/v1/admin/products/{id}/variants:
 *   post:
 *     operationId: addVariant
 *     tags: [Administration]
 *     summary: Add a variant
 *     description: >-
 *       It needs a price and a value for each option of the product; a new value is added to the option.
 *     responses:
 *       201: { description: "The variant, as staff see it" }
 *     x-errors: [sku_taken, duplicate_variant, too_many_variants, stale_version]
 */
router.post(
  "/:id/variants",
  authenticate.required,
  permit("products:write"),
  write(requests.AddVariant, variants.create, AdminVariantView, { audit: "product.variants.created" }),
);

/**
 * @openapi
 * /api/v1/admin/products/{id}/images:
 *   post:
 *     operationId: addImage
 *     tags: [Administration]
 *     summary: Add an image behind the others
 *     responses:
 *       201: { description: The image }
 *     x-errors: [stale_version]
 */
router.post(
  "/:id/images",
  authenticate.required,
  permit("products:write"),
  write(requests.AddImage, images.create, AdminImage, { audit: "product.images.created" }),
);

/**
 * @openapi
 * /api/v1/admin/products/{id}/images/{imageId}:
 *   delete:
 *     operationId: deleteImage
 *     tags: [Administration]
 *     summary: Take an image away
 *     responses:
 *       204: { description: Deleted }
 */
router.delete(
  "/:id/images/:imageId",
  authenticate.required,
  permit("products:write"),
  write(requests.DeleteImage, images.destroy, null, { audit: "product.images.deleted" }),
);

export { router as adminProductRoutes };
