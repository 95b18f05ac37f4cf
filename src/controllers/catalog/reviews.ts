import { config } from "../../config.js";
import { NotFound } from "../../errors/system.js";
import { type Action, signedIn } from "../../http/action.js";
import { pageOf } from "../../http/paging.js";
import { created, noContent, ok } from "../../http/reply.js";
import { Review } from "../../models/catalog/reviews/Review.js";
import { reviewedProduct } from "../../models/catalog/reviews/reviewedProduct.js";
import type * as requests from "../../requests/catalog/reviews.js";
import { createReview } from "../../services/catalog/reviews/createReview.js";
import { voteHelpful } from "../../services/catalog/reviews/voteHelpful.js";
import { withdrawVote } from "../../services/catalog/reviews/withdrawVote.js";
import {
  type OwnReviewView,
  renderOwnReview,
  renderReview,
  type ReviewListView,
} from "../../views/catalog/review.js";

export const list: Action<typeof requests.ListReviews, typeof ReviewListView> = async ({ params, query }) => {
  const product = await reviewedProduct(params.idOrSlug);
  if (!product) throw new NotFound();
  const filter = { productId: product.id, status: "approved" } as const;
  const page = await pageOf(query, `reviews:${query.sort}`, {
    rows: (start, limit) => Review.page(filter, query.sort, limit, start),
    count: () => Promise.resolve(product.ratingCount),
    render: renderReview,
  });
  return ok(page);
};

export const create: Action<typeof requests.CreateReview, typeof OwnReviewView> = async (call) => {
  const { params, body } = call;
  const status = config.reviewsModerated ? "pending" : "approved";
  const review = await createReview(signedIn(call).id, params.idOrSlug, body, status);
  return created(renderOwnReview(review), `/api/v1/products/${review.productId}/reviews`);
};

export const vote: Action<typeof requests.VoteHelpful> = async (call) => {
  await voteHelpful(signedIn(call).id, call.params.id);
  return noContent();
};

export const unvote: Action<typeof requests.VoteHelpful> = async (call) => {
  await withdrawVote(signedIn(call).id, call.params.id);
  return noContent();
};
