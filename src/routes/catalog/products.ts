import { Router } from "express";
import * as products from "../../controllers/catalog/products.js";
import { read } from "../../middlewares/endpoint/endpoint.js";
import { ListProducts, ListRelated, ShowProduct } from "../../requests/catalog/products.js";
import { ProductListView, ProductView, RelatedProductsView } from "../../views/catalog/product.js";

const router = Router();

/**
 * @openapi
 * /api/v1/products:
 *   get:
 *     operationId: listProducts
 *     tags: [Catalogue]
 *     summary: List products on sale
 *     description: >-
 *       All filters can be combined. `option.<name>` filters by an option of a variant and can be repeated: one variant must
 *       have one of the values for each name.
 *     parameters:
 *       - name: option.Size
 *         in: query
 *         description: An example; the part after the dot is any option name.
 *         schema: { type: array, items: { type: string } }
 *     responses:
 *       200: { description: A page of products }
 *     x-errors: [invalid_cursor]
 */
router.get("/", read(ListProducts, products.list, ProductListView));

/**
 * @openapi
 * /api/v1/products/{idOrSlug}:
 *   get:
 *     operationId: showProduct
 *     tags: [Catalogue]
 *     summary: Show a product with its variants
 *     responses:
 *       200: { description: The product }
 *       301: { description: "The slug is a former one of this product; `Location` has the current one" }
 */
router.get("/:idOrSlug", read(ShowProduct, products.show, ProductView));

/**
 * @openapi
 * /api/v1/products/{idOrSlug}/related:
 *   get:
 *     operationId: listRelatedProducts
 *     tags: [Catalogue]
 *     summary: List related products
 *     responses:
 *       200: { description: The products }
 *       301: { description: "The slug is a former one of this product; `Location` has the current one" }
 */
router.get("/:idOrSlug/related", read(ListRelated, products.related, RelatedProductsView));

export { router as productRoutes };
