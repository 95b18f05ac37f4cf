import { ReviewVote } from "../../../models/catalog/reviews/ReviewVote.js";

/** Withdraws a user's vote for a review. Idempotent. */
export async function withdrawVote(userId: string, reviewId: string): Promise<void> {
  await ReviewVote.destroy({ where: { userId, reviewId } });
}
