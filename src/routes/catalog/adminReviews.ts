import { Router } from "express";
import * as reviews from "../../controllers/catalog/adminReviews.js";
import { authenticate, permit } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/catalog/reviews.js";
import { AdminReviewListView, AdminReviewView } from "../../views/catalog/review.js";

const router = Router();

/**
 * @openapi
 * /api/v1/admin/reviews:
 *   get:
 *     operationId: listAllReviews
 *     tags: [Administration]
 *     summary: List reviews of any status, newest first
 *     responses:
 *       200: { description: A page of reviews }
 *     x-errors: [invalid_cursor]
 * /api/v1/admin/reviews/{id}:
 *   get:
 *     operationId: showReview
 *     tags: [Administration]
 *     summary: Show a review
 *     responses:
 *       200: { description: The review }
 *   patch:
 *     operationId: updateReview
 *     tags: [Administration]
 *     summary: Moderate a review or reply to it
 *     description: Null or empty text removes the reply.
 *     responses:
 *       200: { description: The review }
 *   delete:
 *     operationId: deleteReview
 *     tags: [Administration]
 *     summary: Delete a review with its votes
 *     responses:
 *       204: { description: Deleted }
 */
router.get(
  "/",
  authenticate.required,
  permit("reviews:read"),
  read(requests.ListAllReviews, reviews.list, AdminReviewListView),
);
router.get(
  "/:id",
  authenticate.required,
  permit("reviews:read"),
  read(requests.ShowReview, reviews.show, AdminReviewView),
);
router.patch(
  "/:id",
  authenticate.required,
  permit("reviews:write"),
  write(requests.UpdateReview, reviews.update, AdminReviewView, { audit: "review.updated" }),
);
router.delete(
  "/:id",
  authenticate.required,
  permit("reviews:write"),
  write(requests.DeleteReview, reviews.destroy, null, { audit: "review.deleted" }),
);

export { router as adminReviewRoutes };
