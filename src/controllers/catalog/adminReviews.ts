import type { Action } from "../../http/action.js";
import { pageOf } from "../../http/paging.js";
import { noContent, ok } from "../../http/reply.js";
import { definedOf } from "../../lib/definedOf.js";
import { Review } from "../../models/catalog/reviews/Review.js";
import type * as requests from "../../requests/catalog/reviews.js";
import { deleteReview } from "../../services/catalog/reviews/deleteReview.js";
import { moderateReview } from "../../services/catalog/reviews/moderateReview.js";
import {
  type AdminReviewListView,
  type AdminReviewView,
  renderAdminReview,
} from "../../views/catalog/review.js";

const shown = async (id: string) => {
  const review = await Review.load(id);
  return ok(renderAdminReview(review), { etag: String(review.version) });
};

export const list: Action<typeof requests.ListAllReviews, typeof AdminReviewListView> = async ({ query }) => {
  const filter = definedOf({ status: query.status, productId: query.productId });
  const page = await pageOf(query, "reviews:newest", {
    rows: (start, limit) => Review.page(filter, "newest", limit, start),
    count: () => Review.count({ where: filter }),
    render: renderAdminReview,
  });
  return ok(page);
};

export const show: Action<typeof requests.ShowReview, typeof AdminReviewView> = ({ params }) =>
  shown(params.id);

export const update: Action<typeof requests.UpdateReview, typeof AdminReviewView> = async (call) => {
  call.audit(await moderateReview(call.params.id, call.body, call.request.ifMatch));
  return shown(call.params.id);
};

export const destroy: Action<typeof requests.DeleteReview> = async ({ params, request, audit }) => {
  audit({ before: renderAdminReview(await deleteReview(params.id, request.ifMatch)) });
  return noContent();
};
