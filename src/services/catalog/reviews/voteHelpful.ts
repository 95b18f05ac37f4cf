import { OwnReview } from "../../../errors/catalog.js";
import { InvalidToken } from "../../../errors/identity.js";
import { NotFound } from "../../../errors/system.js";
import { Review } from "../../../models/catalog/reviews/Review.js";
import { reviewedProduct } from "../../../models/catalog/reviews/reviewedProduct.js";
import { ReviewVote } from "../../../models/catalog/reviews/ReviewVote.js";
import { User } from "../../../models/identity/User.js";

/**
 * Marks a public review as helpful. Idempotent.
 * @throws InvalidToken, NotFound, OwnReview
 */
export async function voteHelpful(userId: string, reviewId: string): Promise<void> {
  const user = await User.lockShared(userId);
  if (!user || user.isClosed) throw new InvalidToken();
  const review = await Review.lockById(reviewId);
  const isPublic = review.status === "approved" && (await reviewedProduct(review.productId));
  if (!isPublic) throw new NotFound();
  if (review.userId === userId) throw new OwnReview();
  await ReviewVote.bulkCreate([{ reviewId, userId }], { ignoreDuplicates: true });
}
