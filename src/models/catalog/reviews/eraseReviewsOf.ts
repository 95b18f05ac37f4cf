import { statement } from "../../../database/statement.js";
import { Review } from "./Review.js";
import { ReviewVote } from "./ReviewVote.js";

// A statement, because a model call cannot lock the rows of a union of conditions in the order of their ids.
const lock = statement<{ id: string }, { userId: string }>(`
  SELECT id FROM reviews
  WHERE user_id = :userId OR id IN (SELECT review_id FROM review_votes WHERE user_id = :userId)
  ORDER BY id FOR NO KEY UPDATE`);

/** Deletes a user's votes and unpublished reviews, and makes the published reviews anonymous. */
export async function eraseReviewsOf(userId: string): Promise<void> {
  await lock({ userId });
  await ReviewVote.destroy({ where: { userId } });
  await Review.destroy({ where: { userId, status: ["pending", "rejected"] } });
  await Review.update({ userId: null, author: null }, { where: { userId } });
}
