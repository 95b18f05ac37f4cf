import { Router } from "express";
import * as reviews from "../../controllers/catalog/reviews.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import { rateLimit } from "../../middlewares/rateLimit.js";
import { CreateReview, ListReviews, VoteHelpful } from "../../requests/catalog/reviews.js";
import { OwnReviewView, ReviewListView } from "../../views/catalog/review.js";

const router = Router();

/**
 * @openapi
 * /api/v1/products/{idOrSlug}/reviews:
 *   get:
 *     operationId: listReviews
 *     tags: [Catalogue]
 *     summary: List the approved reviews of a product
 *     responses:
 *       200: { description: A page of reviews }
 *     x-errors: [invalid_cursor]
 *   post:
 *     operationId: createReview
 *     tags: [Catalogue]
 *     summary: Review a product
 *     description: >-
 *       One review per user and product. It is public when its status is `approved`. `author` is the first name and the
 *       initial of the last name. `verifiedPurchase` is true if the user has a paid order with the product.
 *     responses:
 *       201: { description: The review }
 *     x-errors: [already_reviewed]
 */
router.get("/products/:idOrSlug/reviews", read(ListReviews, reviews.list, ReviewListView));
router.post(
  "/products/:idOrSlug/reviews",
  authenticate.required,
  rateLimit("review"),
  write(CreateReview, reviews.create, OwnReviewView),
);

/**
 * @openapi
 * /api/v1/reviews/{id}/helpful:
 *   put:
 *     operationId: voteHelpful
 *     tags: [Catalogue]
 *     summary: Mark a review as helpful
 *     responses:
 *       204: { description: The vote counts once }
 *     x-errors: [own_review]
 *   delete:
 *     operationId: withdrawHelpfulVote
 *     tags: [Catalogue]
 *     summary: Withdraw the helpful vote
 *     responses:
 *       204: { description: The user has no vote for the review }
 */
router.put(
  "/reviews/:id/helpful",
  authenticate.required,
  rateLimit("reviewVote"),
  write(VoteHelpful, reviews.vote),
);
router.delete(
  "/reviews/:id/helpful",
  authenticate.required,
  rateLimit("reviewVote"),
  write(VoteHelpful, reviews.unvote),
);

export { router as reviewRoutes };
