import { z } from "zod";
import { Id, listOf, Timestamp } from "../../lib/schemas.js";
import type { Review } from "../../models/catalog/reviews/Review.js";
import { REVIEW_STATUSES } from "../../models/catalog/vocabulary.js";

const fields = {
  id: Id,
  rating: z.int().min(1).max(5),
  title: z.string(),
  text: z.string().describe("Plain text, not HTML."),
  author: z.string().nullable().describe("Null for an anonymous review."),
  verifiedPurchase: z.boolean(),
  helpfulCount: z.int(),
  reply: z.string().nullable().describe("The shop's reply."),
  createdAt: Timestamp,
};
const status = z.enum(REVIEW_STATUSES);

export const ReviewListView = listOf(z.strictObject(fields).meta({ id: "Review" }), "ReviewList");
export const OwnReviewView = z.strictObject({ ...fields, productId: Id, status }).meta({ id: "OwnReview" });
export const AdminReviewView = z
  .strictObject({ ...fields, productId: Id, userId: Id.nullable(), status, updatedAt: Timestamp })
  .meta({ id: "AdminReview" });
export const AdminReviewListView = listOf(AdminReviewView, "AdminReviewList");

export const renderReview = (review: Review) => ({
  id: review.id,
  rating: review.rating,
  title: review.title,
  text: review.text,
  author: review.author,
  verifiedPurchase: review.verifiedPurchase,
  helpfulCount: review.helpfulCount,
  reply: review.reply,
  createdAt: review.createdAt.toISOString(),
});

export const renderOwnReview = (review: Review): z.input<typeof OwnReviewView> => ({
  ...renderReview(review),
  productId: review.productId,
  status: review.status,
});

export const renderAdminReview = (review: Review): z.input<typeof AdminReviewView> => ({
  ...renderOwnReview(review),
  userId: review.userId,
  updatedAt: review.updatedAt.toISOString(),
});
