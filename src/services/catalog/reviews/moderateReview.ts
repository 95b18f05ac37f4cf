import { definedOf } from "../../../lib/definedOf.js";
import { catalogChanged } from "../../../models/catalog/listing/oneSecondCache.js";
import { Review } from "../../../models/catalog/reviews/Review.js";
import type { ReviewStatus } from "../../../models/catalog/vocabulary.js";
import { assertFresh } from "../../system/preconditions.js";

type Moderation = { status?: ReviewStatus | undefined; reply?: string | null | undefined };

/**
 * Changes the status or the shop's reply of a review.
 * @returns what was before
 * @throws NotFound, StaleVersion
 */
export async function moderateReview(
  id: string,
  change: Moderation,
  ifMatch: string | null,
): Promise<{ before: Moderation }> {
  const review = await Review.lockWithProduct(id);
  assertFresh(ifMatch, String(review.version));
  const before = { status: review.status, reply: review.reply };
  await review.update(definedOf(change));
  catalogChanged();
  return { before };
}
