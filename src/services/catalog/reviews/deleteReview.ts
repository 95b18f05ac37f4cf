import { catalogChanged } from "../../../models/catalog/listing/oneSecondCache.js";
import { Review } from "../../../models/catalog/reviews/Review.js";
import { assertFresh } from "../../system/preconditions.js";

/** @returns the review as it was. @throws NotFound, StaleVersion */
export async function deleteReview(id: string, ifMatch: string | null): Promise<Review> {
  const review = await Review.lockWithProduct(id);
  assertFresh(ifMatch, String(review.version));
  await review.destroy();
  catalogChanged();
  return review;
}
